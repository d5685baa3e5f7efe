package dev.parley.cli;

import dev.parley.cli.StoryStage.Pair;
import dev.parley.client.Agent;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.core.message.Commit;
import dev.parley.core.session.SessionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The story of a debtor that tries every way out of its promise (protocol section 6, no back
/// door), and finds each shut. For one thread.
final class DoorsRun {
  private final StoryStage stage;
  private final BrokenPromise promise;

  private DoorsRun(StoryStage stage) {
    this.stage = stage;
    this.promise = new BrokenPromise(stage);
  }

  static StoryOutcome play(StoryStage stage, Path transcript) {
    stage.say("Beta will promise 100 GPU hours to Alpha, and then try every way out of it.");
    return new DoorsRun(stage).played(transcript);
  }

  private StoryOutcome played(Path transcript) {
    try (Pair pair = promise.promised()) {
      Session seller = pair.seller();
      boolean amends = amendsAndCloses(seller);
      boolean says = saysSo(seller);
      boolean waits = letsTheSessionRunOut(pair);
      String dispute = escalates(pair);
      return promise.settled(pair, dispute, amends && says && waits, transcript);
    }
  }

  /// An amendment that nobody has accepted changes nothing.
  private boolean amendsAndCloses(Session seller) {
    stage.heading("AMEND", "Beta proposes a promise that is easier to keep, and closes.");
    Pledge easier =
        Pledge.until(stage.now().plus(Duration.ofDays(300)))
            .amending(seller.commitments().getFirst().id())
            .owes(BrokenPromise.BETA, "deliver 1 GPU hour");
    StoryStage.said(seller, Say.commit(easier));
    boolean early = stage.refused(seller, Say.close("completed"), "Beta closes");
    stage.pass(Duration.ofSeconds(61));
    StoryStage.looked(
        () -> Optional.of(seller.state()).filter(SessionState.Executing.class::isInstance),
        "the amendment has not lapsed");
    stage.point("a minute later the amendment has lapsed: Alpha never signed it");
    boolean late = stage.refused(seller, Say.close("completed"), "Beta closes");
    return early && late;
  }

  private boolean saysSo(Session seller) {
    stage.heading("WORDS", "Beta declares itself free.");
    String commitment = seller.commitments().getFirst().id();
    Received own =
        seller.history().stream()
            .filter(
                message ->
                    message.message() instanceof Commit commit
                        && commit.commitmentId().equals(commitment))
            .findFirst()
            .orElseThrow();
    boolean back = stage.refused(seller, Say.withdraw(own), "Beta takes its promise back");
    boolean free = stage.refused(seller, Say.release(commitment, 0), "Beta releases itself");
    boolean gone = stage.refused(seller, Say.leave(), "Beta leaves");
    return back && free && gone;
  }

  private boolean letsTheSessionRunOut(Pair pair) {
    stage.heading("SILENCE", "Beta says nothing; the hour that the session was to last runs out.");
    stage.pass(Duration.ofHours(2));
    boolean ended = pair.seller().ended();
    stage.point(ended ? "the session HAS ENDED" : "the session goes on while something is owed");
    return !ended;
  }

  /// A person is asked, and time stands still for the talk, but not for what is owed.
  private String escalates(Pair pair) {
    stage.heading("ESCALATE", "Beta asks for a person, and waits until the deadline is over.");
    StoryStage.said(pair.seller(), Say.escalate("this has to be looked at by somebody"));
    stage.pass(Duration.ofHours(11));
    Agent alpha = promise.alpha();
    String dispute = StoryStage.filed(alpha);
    String state = pair.buyer().state().name().name();
    stage.point("the session is " + state + ", and the deadline has struck all the same");
    stage.point("the node files dispute " + dispute + "; Beta does not answer for a day");
    stage.pass(Duration.ofHours(25));
    stage.point(
        "silence is no defence: " + StoryStage.ruling(StoryStage.at(alpha, dispute, "RULED")));
    return dispute;
  }
}
