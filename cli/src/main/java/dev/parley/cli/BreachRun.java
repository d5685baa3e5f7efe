package dev.parley.cli;

import dev.parley.cli.StoryStage.Pair;
import dev.parley.core.dispute.DisputeAct;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The story of a broken promise: a debtor that lets its deadline pass is taken to a dispute by the
/// node, and pays for it in money and trust. For one thread.
final class BreachRun {
  private BreachRun() {}

  static StoryOutcome play(StoryStage stage, Path transcript) {
    stage.say("Beta will promise 100 GPU hours to Alpha and not deliver them.");
    BrokenPromise promise = new BrokenPromise(stage);
    try (Pair pair = promise.promised()) {
      stage.heading("BREACH", "The deadline passes, and Beta has delivered nothing.");
      stage.pass(Duration.ofHours(13));
      String dispute = StoryStage.filed(promise.alpha());
      stage.point("the node records the breach and files dispute " + dispute + " by itself");
      promise
          .beta()
          .disputes()
          .answer(
              dispute,
              new DisputeAct.Answered(true, Optional.of("the network was down"), Optional.empty()));
      stage.point("Beta denies it: \"the network was down\"");
      stage.point(
          "the records decide: "
              + StoryStage.ruling(StoryStage.at(promise.alpha(), dispute, "RULED")));
      return promise.settled(pair, dispute, true, transcript);
    }
  }
}
