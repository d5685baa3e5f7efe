package dev.parley.cli;

import dev.parley.client.transcript.Verdict;
import dev.parley.client.transcript.Verdict.Requirement;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.SignedEvidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a stranger makes of a story's files, without the node: the transcript replays to the same
/// ruling and money, its evidence stands in the evidence of the agents, and that gives the scores
/// that the node says.
///
/// @param output where it is said
/// @param transcript the file
/// @param verdict what it proves
record StoryProof(Output output, Path transcript, Verdict verdict) {
  /// The name of a transcript that was given none.
  static final String TRANSCRIPT = "transcript.ndjson";

  private static final String EVIDENCE = "-evidence.json";

  /// Where an agent's evidence is written, beside the transcript.
  static Path evidence(Path transcript, String agent) {
    return transcript.resolveSibling(agent.toLowerCase(Locale.ROOT) + EVIDENCE);
  }

  /// Whether a file is something that a stranger would look at.
  static boolean keeps(Path file) {
    String name = file.getFileName().toString();
    return name.equals(TRANSCRIPT) || name.endsWith(EVIDENCE);
  }

  /// Says it.
  ///
  /// @return whether the story came out as it was told, and all of it holds
  boolean told(StoryOutcome outcome) {
    output.json(VerdictReport.json(verdict, Requirement.ANCHORED).with("event", "verified"));
    List<String> sentences = new ArrayList<>();
    sentences.add("A stranger reads the same ruling and the same money out of the file.");
    boolean scores = true;
    for (StoryOutcome.Proof proof : outcome.proofs()) {
      scores &= recomputed(proof, sentences);
    }
    if (!output.isJson()) {
      new DemoTeller(output).proof(sentences);
      VerdictReport.say(output, transcript, verdict, Requirement.ANCHORED);
      output.say();
      output.say("Read it, dispute and all:     ./parley inspect " + transcript);
      for (StoryOutcome.Proof proof : outcome.proofs()) {
        output.say(
            "Hold %s's evidence against it: ./parley verify %s --evidence %s"
                .formatted(proof.name(), transcript, proof.file()));
      }
    }
    return outcome.asTold() && scores && verdict.meets(Requirement.ANCHORED);
  }

  private boolean recomputed(StoryOutcome.Proof proof, List<String> sentences) {
    SignedEvidence evidence = EvidenceFile.read(proof.file());
    EvidenceCheck check = EvidenceCheck.of(evidence, verdict);
    double score = evidence.document().score().total() / 100.0;
    boolean same = score == proof.served() && check.holds();
    output.json(
        JsonObject.EMPTY
            .with("event", "recomputed")
            .with("score", Double.toString(score))
            .with("evidenceCheck", check.json()));
    sentences.add(
        "%s's evidence has the %d %s of this transcript, and gives %.2f: %s."
            .formatted(
                proof.name(),
                check.stands(),
                check.stands() == 1 ? "piece" : "pieces",
                score,
                same ? "what the node says" : "NOT what the node says"));
    return same;
  }
}
