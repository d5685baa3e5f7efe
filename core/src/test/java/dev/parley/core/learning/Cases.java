package dev.parley.core.learning;

import dev.parley.core.Conversation;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.learning.Activity.Side;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.StateName;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cases in the making: what a test does not say is a deal for 100 with one kept obligation. Each
/// is an hour after the one before.
final class Cases {
  static final AgentUri SELF = new AgentUri("agent://acme.example/alpha");

  private final List<Case> all = new ArrayList<>();
  private AgentUri other = agent("cloud.example");
  private String capability = "gpu";
  private String reason = "completed";
  private Bargain.Role role = Bargain.Role.BUYER;
  private long opening = 60;
  private Case.Kept free = new Case.Kept(1, 0, 0);
  private Case.Kept escrowed = Case.Kept.NONE;
  private Duration response = Duration.ofSeconds(5);

  static AgentUri agent(String organisation) {
    return new AgentUri("agent://" + organisation + "/agent");
  }

  Cases with(String organisation) {
    other = agent(organisation);
    return this;
  }

  Cases about(String what) {
    capability = what;
    return this;
  }

  Cases because(String words) {
    reason = words;
    return this;
  }

  Cases as(Bargain.Role which) {
    role = which;
    return this;
  }

  Cases openingAt(long amount) {
    opening = amount;
    return this;
  }

  Cases obliged(Case.Kept withoutEscrow, Case.Kept withEscrow) {
    free = withoutEscrow;
    escrowed = withEscrow;
    return this;
  }

  Cases answeringIn(Duration time) {
    response = time;
    return this;
  }

  /// Adds a session that closed on a number.
  Cases deal(long closing) {
    List<Bargain.Offer> offers =
        List.of(
            new Bargain.Offer(Side.US, BigDecimal.valueOf(opening)),
            new Bargain.Offer(Side.THEM, BigDecimal.valueOf(closing + 20)),
            new Bargain.Offer(Side.US, BigDecimal.valueOf((opening + closing) / 2)),
            new Bargain.Offer(Side.THEM, BigDecimal.valueOf(closing)));
    Bargain bargain =
        new Bargain(
            new Bargain.Subject(capability, "/price", "USD", role),
            offers,
            Optional.of(BigDecimal.valueOf(closing)));
    return add(Case.Course.AGREED, Optional.of(bargain), free, escrowed);
  }

  /// Adds a session in which they talked in vain.
  Cases parting() {
    return add(Case.Course.PARTED, Optional.empty(), Case.Kept.NONE, Case.Kept.NONE);
  }

  private Cases add(
      Case.Course course, Optional<Bargain> bargain, Case.Kept without, Case.Kept with) {
    Instant at = Conversation.START.plus(Duration.ofHours(all.size()));
    Case.Part theirs =
        new Case.Part(other, new Case.Proposals(2, 1), List.of(response), without, with);
    Case.Part ours =
        new Case.Part(
            SELF,
            new Case.Proposals(2, 0),
            List.of(Duration.ofSeconds(1)),
            Case.Kept.NONE,
            Case.Kept.NONE);
    List<Case.Moment> moments =
        List.of(
            new Case.Moment(new Activity(Side.US, Performative.PROPOSE, "invitation"), at),
            new Case.Moment(new Activity(Side.THEM, Performative.ACCEPT, "invitation"), at),
            new Case.Moment(new Activity(Side.THEM, Performative.CLOSE, ""), at.plusSeconds(60)));
    all.add(
        new Case(
            new SessionId(Conversation.uuid7(at, all.size())),
            at,
            at.plusSeconds(60),
            StateName.CLOSED,
            reason,
            capability,
            course,
            ours,
            List.of(theirs),
            moments,
            moments.size(),
            bargain));
    return this;
  }

  List<Case> all() {
    return List.copyOf(all);
  }
}
