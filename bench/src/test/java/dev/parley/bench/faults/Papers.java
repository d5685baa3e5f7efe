package dev.parley.bench.faults;

import dev.parley.bench.load.Line;
import dev.parley.bench.load.Talk.Side;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeDraft;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.dispute.Nonce;
import dev.parley.core.endorsement.Endorsement;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.rating.Rating;
import dev.parley.core.wire.Timestamp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a pair writes and signs besides its talk.
///
/// @param alpha who pays
/// @param beta who owes
/// @param steward the node's own agent
record Papers(Line alpha, Line beta, AgentUri steward) {
  static final String DISPUTES = "/v1/asp/disputes";

  private Line line(Side side) {
    return side == Side.ALPHA ? alpha : beta;
  }

  private AgentUri agent(Side side) {
    return line(side).voice().uri();
  }

  JsonObject promise(Instant now) {
    JsonObject owed =
        JsonObject.EMPTY.with("party", beta.voice().uri().text()).with("action", "deliver");
    return JsonObject.builder()
        .put("commitmentId", "deal")
        .put("deadline", Timestamp.format(now.plus(Duration.ofHours(1))))
        .put("terms", JsonObject.EMPTY.with("obligations", JsonArray.of(List.of(owed))))
        .put("escrow", JsonObject.EMPTY.with("amount", "2.00").with("currency", "USD"))
        .build();
  }

  Nonce nonce(Course course, Side side) {
    String text = agent(side).text() + course.id();
    return Nonce.of(Hash.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  JsonObject filed(Course course, Hash head, Instant now) {
    return new DisputeDraft(
            course.dispute(),
            course.id(),
            0,
            now,
            agent(Side.BETA),
            head,
            new DisputeAct.Filed(
                "deal",
                0,
                agent(Side.BETA),
                agent(Side.ALPHA),
                DisputeReason.ESCROW_VIOLATION,
                3,
                BigDecimal.ONE,
                JsonObject.EMPTY))
        .sign(beta.voice().keys().signer());
  }

  /// The next record of a dispute that stands as it is shown.
  JsonObject record(
      Course course, Side side, String dispute, JsonObject view, DisputeAct act, Instant now) {
    long position = view.integer("nextPosition").orElse(0);
    return new DisputeDraft(
            dispute, course.id(), position, now, agent(side), Course.head(view), act)
        .sign(line(side).voice().keys().signer());
  }

  /// The dispute about this session, once the steward has filed it.
  String filedByTheNode(Course course) {
    String cursor = "";
    do {
      JsonObject page = beta.get(DISPUTES + "?limit=200" + cursor).json();
      for (var each : page.array("disputes").orElse(JsonArray.EMPTY)) {
        JsonObject dispute = (JsonObject) each;
        if (dispute.string("sessionId").filter(course.id().toString()::equals).isPresent()) {
          return dispute.string("disputeId").orElseThrow();
        }
      }
      cursor = page.string("nextCursor").map(next -> "&cursor=" + next).orElse("");
    } while (!cursor.isEmpty());
    return "";
  }

  JsonObject rating(Course course, Side side, int stars, Hash head, Instant now) {
    return Rating.sign(
        course.id(),
        now,
        agent(side),
        List.of(new Rating.Peer(agent(side.other()), stars, Optional.empty())),
        head,
        line(side).voice().keys().signer());
  }

  JsonObject endorsement(AgentUri about, Instant now) {
    return Endorsement.sign(
        about,
        agent(Side.BETA),
        steward,
        now,
        new Endorsement.Act.Given(Optional.empty()),
        beta.voice().keys().signer());
  }
}
