package dev.parley.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.transcript.Pin;
import dev.parley.client.transcript.TranscriptVerifier;
import dev.parley.client.transcript.Verdict;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.message.Envelope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A script on all ways side by side, step by step, so that time passes once for all of them; then
/// the transcripts.
record Performance(Stage stage, Script script) {
  void run() throws IOException {
    List<Run> runs = Arrays.stream(Way.values()).map(way -> new Run(stage, way)).toList();
    try {
      for (Step step : script.steps()) {
        perform(runs, step);
      }
      compare(runs);
    } finally {
      runs.forEach(Run::rest);
    }
  }

  private void perform(List<Run> runs, Step step) throws IOException {
    switch (step) {
      case Step.Passes(_, Duration time) -> stage.clock().advance(time);
      case Step.Says says -> {
        for (Run run : runs) {
          run.says(says);
        }
      }
      case Step.Again again -> {
        for (Run run : runs) {
          run.again(again);
        }
      }
      case Step.Steward steward -> {
        for (Run run : runs) {
          run.hears(steward);
        }
      }
    }
  }

  private void compare(List<Run> runs) throws IOException {
    Map<Way, List<String>> told = new EnumMap<>(Way.class);
    for (Run run : runs) {
      Optional<byte[]> transcript = run.transcript();
      assertThat(run.refusals())
          .as("the refusals over %s", run.way())
          .isEqualTo(runs.getFirst().refusals());
      told.put(run.way(), transcript.isPresent() ? told(run.way(), transcript.get()) : List.of());
    }
    List<String> overHttp = told.getOrDefault(Way.HTTP, List.of());
    told.forEach((way, lines) -> assertThat(lines).as("told over %s", way).isEqualTo(overHttp));
  }

  /// What a transcript tells, once it is verified.
  private List<String> told(Way way, byte[] transcript) throws IOException {
    List<Envelope> messages = new ArrayList<>();
    Verdict verdict =
        new TranscriptVerifier(CryptoProviders.verifying().verifier(), 1)
            .verify(
                new ByteArrayInputStream(transcript),
                new Pin.None(),
                (_, _) -> {},
                message -> messages.add(message.envelope()));
    assertThat(verdict.finding()).as("the transcript over %s", way).isEmpty();
    boolean ended =
        switch (verdict.state().name()) {
          case CLOSED, FAILED -> true;
          case IDLE, INVITED, INTRODUCED, CONVERSING, AGREEING, EXECUTING, ESCALATED -> false;
        };
    assertThat(verdict.complete()).as("the end of the transcript over %s", way).isEqualTo(ended);
    return Told.of(messages);
  }
}
