package dev.parley.cli.console;

import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.SessionId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What an agent may write that wants to be more than words, in every place where it may write.
/// Whatever of it ran would open a window, which a visitor complains about.
final class Hostile {
  static final String SCRIPT = "<script>alert('s')</script>";
  static final String IMAGE = "\"><img src=x onerror=alert('i')>";
  static final String QUOTE = "'><svg onload=alert(`q`)></textarea>";
  static final String TURNED = "pay \u202e001 USD\u202c";
  static final String ALL = SCRIPT + IMAGE + QUOTE + TURNED;

  /// What turns the direction of writing must not arrive anywhere.
  static final List<String> UNSEEN = List.of("\u202e", "\u202c");

  private Hostile() {}

  /// A session in which everything is hostile that an agent can choose.
  static SessionId talk(Cast cast) {
    Cast.Talk talk = cast.meet(ALL);
    say(talk);
    return talk.id();
  }

  static void say(Cast.Talk talk) {
    Received offer =
        talk.first(
            Say.propose(
                    ProposalType.SERVICE_AGREEMENT,
                    ALL,
                    JsonObject.EMPTY
                        .with(ALL, ALL)
                        .with("price" + IMAGE, 10)
                        .with(
                            "deep",
                            JsonObject.EMPTY.with(
                                ALL, JsonArray.ofStrings(List.of(SCRIPT, IMAGE, TURNED)))))
                .with("proposalId", "offer" + ALL));
    talk.second(Say.askAbout(offer, ALL));
    talk.first(Say.explain(offer, ALL));
    Received counter =
        talk.second(
            Say.counter(
                    offer,
                    JsonObject.EMPTY
                        .with(ALL, "other" + ALL)
                        .with("price" + IMAGE, 20)
                        .with("more" + ALL, ALL))
                .with("proposalId", "counter" + ALL));
    talk.first(Say.reject(counter, ErrorCode.POLICY_VIOLATION, ALL));
    talk.first(
        Say.query("ask" + ALL, ALL, JsonObject.EMPTY.with(ALL, ALL))
            .with("queryId", "query" + ALL));
    talk.second(Say.inform("note" + ALL, JsonObject.EMPTY.with(ALL, ALL)));
    talk.second(Say.error(ErrorCode.CAPACITY_UNAVAILABLE, ALL));
    promise(talk);
    talk.first(Say.escalate(ALL).with("escalationId", "escalation" + ALL));
  }

  private static void promise(Cast.Talk talk) {
    Received next = talk.first(Cast.offer(10));
    talk.second(Say.accept(next));
    String id = "commitment" + ALL;
    Pledge pledge =
        new Pledge(
            Pledge.until(Instant.now().plus(Duration.ofHours(20)))
                .owes(Cast.SELLER, ALL)
                .worth(new BigDecimal("10.00"), "USD")
                .body()
                .with("commitmentId", id));
    talk.second(Say.accept(talk.first(Say.commit(pledge))));
    talk.second(
        Say.fulfill(id, 0, JsonObject.EMPTY.with(ALL, ALL))
            .with("fulfillmentId", "fulfillment" + ALL));
  }
}
