package dev.parley.cli.console;

import dev.parley.client.Agent;
import dev.parley.client.Invite;
import dev.parley.client.NodeConnection;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.WhenOvertaken;
import dev.parley.console.Console;
import dev.parley.console.people.Person;
import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Money;
import dev.parley.core.session.ClockKind;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.time.VirtualClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A second node, on a clock that is moved, since no panel is found for a quarrel before a day is
/// over: on it two agents have a dispute that waits for a person. For one thread.
final class Court implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final WhenOvertaken AGAIN = WhenOvertaken.repeat(20);

  private final Tone tone;
  private final Console console = new Console();
  private final Node node;
  private final NodeConnection connection;
  private final Http http;
  private final Agent complainant;
  private final Agent respondent;
  private final String dispute;

  Court(Path folder, Tone tone) {
    this.tone = tone;
    this.node =
        Node.start(
            NodeConfiguration.development()
                .onPort(0)
                .on(ClockKind.VIRTUAL)
                .keeping(folder.resolve("court")),
            console);
    this.connection = NodeConnection.to(node.address());
    this.http = Http.at(node.address().toString());
    this.complainant = Cast.agent(connection, folder, "agent://plaintiff.example/buyer", "Buyer");
    this.respondent = Cast.agent(connection, folder, "agent://accused.example/seller", "Seller");
    fund(complainant.id());
    fund(respondent.id());
    this.dispute = quarrel();
  }

  private void fund(AgentUri agent) {
    var _ =
        Cast.operator(connection, node)
            .fund(
                "fund-" + agent.domain(),
                new Account.OfAgent(agent),
                new Money(new BigDecimal("100.00"), "USD"));
  }

  private String quarrel() {
    try (Session one = complainant.open(Invite.to(respondent.id(), "Reports for a quarter"));
        Session other = respondent.join(one.id())) {
      Received invitation = other.next(SOON).orElseThrow();
      other.send(Say.accept(invitation), AGAIN).orThrow();
      other.showCard();
      one.introduced(SOON);
      other.introduced(SOON);
      Received offer = one.send(Cast.offer(40), AGAIN).orThrow();
      other.send(Say.accept(offer), AGAIN).orThrow();
      Pledge pledge =
          Pledge.until(node.clock().now().plus(Duration.ofHours(1)))
              .owes(respondent.id(), tone.of("write three reports"))
              .escrow(new BigDecimal("40.00"), "USD", complainant.id(), respondent.id());
      Received promise = one.send(Say.commit(pledge), AGAIN).orThrow();
      other.send(Say.accept(promise), AGAIN).orThrow();
      JsonObject delivered =
          JsonObject.EMPTY.with("reports", 2).with(tone.of("format"), tone.of("PDF"));
      other.send(Say.fulfill(pledge.commitmentId(), 0, delivered), AGAIN).orThrow();
      String id = complainant.disputes().file(one.id(), complaint(pledge));
      argue(id);
      return id;
    }
  }

  private DisputeAct.Filed complaint(Pledge pledge) {
    return new DisputeAct.Filed(
        pledge.commitmentId(),
        0,
        complainant.id(),
        respondent.id(),
        DisputeReason.FULFILLMENT_MISMATCH,
        2,
        new BigDecimal("0.5"),
        JsonObject.EMPTY.with("missing", 1).with("note", tone.of("The one about March.")));
  }

  private void argue(String id) {
    var _ =
        respondent
            .disputes()
            .answer(
                id,
                new DisputeAct.Answered(
                    true,
                    Optional.of(tone.of("The one about March was never asked for.")),
                    Optional.of(
                        JsonObject.EMPTY.with(tone.of("months"), tone.of("January, February")))));
    for (Agent side : new Agent[] {complainant, respondent}) {
      var _ = side.disputes().bond(id, bond(side.disputes().show(id)));
    }
    for (Agent side : new Agent[] {complainant, respondent}) {
      var _ = side.disputes().seal(id);
    }
    for (Agent side : new Agent[] {complainant, respondent}) {
      var _ = side.disputes().reveal(id);
    }
    ((VirtualClock) node.clock()).advance(Duration.ofDays(1));
    while (!complainant.disputes().show(id).string("stage").orElse("").equals("PERSON")) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static Bond bond(JsonObject dispute) {
    JsonObject asked = dispute.object("bond").orElseThrow();
    Money money =
        new Money(
            new BigDecimal(asked.string("amount").orElseThrow()),
            asked.string("currency").orElseThrow());
    return new Bond(Amount.of(money, "/bond").orThrow(), Bond.Source.ACCOUNT);
  }

  /// Where the dispute is shown.
  String path() {
    return "/console/disputes/" + dispute;
  }

  /// A window in which somebody is signed in at this node.
  Visitor visitor(Chromium chromium, Person person, Looks looks) {
    return chromium
        .visitor(http.address(), looks)
        .with(http.signIn(console.link(person).orElseThrow()));
  }

  @Override
  public void close() {
    connection.close();
    node.close();
  }
}
