package dev.parley.client.transcript;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.JcaVerifier;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.learning.Case;
import dev.parley.core.learning.CaseFold;
import dev.parley.core.session.SessionState;
import dev.parley.core.transcript.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Takes what can be learnt from transcripts, each verified first: what does not hold teaches
/// nothing. Memory does not grow with a file. Immutable; each call stands alone. Protocol section
/// 6, LEARN.
public final class CaseReader {
  private final TranscriptVerifier verifier;
  private final AgentUri agent;
  private final Optional<JsonPointer> path;

  /// Makes a reader.
  ///
  /// @param agent who learns
  /// @param path where the price stands in the terms of proposals, if that is known
  public CaseReader(AgentUri agent, Optional<JsonPointer> path) {
    this.verifier =
        new TranscriptVerifier(
            JcaVerifier.with(CryptoProviders.verifying().jca()),
            Runtime.getRuntime().availableProcessors());
    this.agent = agent;
    this.path = path;
  }

  /// What came of reading a transcript.
  public sealed interface Reading {
    /// A session of this agent that has ended.
    ///
    /// @param figures what it teaches
    record Learnt(Case figures) implements Reading {}

    /// It holds, and goes on.
    record GoesOn() implements Reading {}

    /// It holds, and the agent was no party of it.
    record NotOurs() implements Reading {}

    /// It does not hold, or nobody signed that it is whole.
    ///
    /// @param place where
    /// @param refusal what is wrong there
    record Broken(String place, Refusal refusal) implements Reading {}
  }

  /// Reads one transcript.
  ///
  /// @param in the file, read to its end or to the first finding; not closed
  /// @return what came of it
  /// @throws IOException if reading fails
  public Reading read(InputStream in) throws IOException {
    CaseFold fold = new CaseFold(path);
    Verdict verdict =
        verifier.verify(
            in,
            new Pin.None(),
            (_, _) -> {},
            message -> fold.hear(message.acceptedAt(), message.envelope()));
    Optional<Finding> finding = verdict.finding();
    if (finding.isPresent()) {
      return new Reading.Broken(finding.get().place(), finding.get().refusal());
    }
    if (!(verdict.state() instanceof SessionState.Ended)) {
      return new Reading.GoesOn();
    }
    if (!verdict.complete()) {
      return new Reading.Broken(
          "the end",
          ErrorCode.MALFORMED.because("there is no end line: what followed may be missing"));
    }
    return fold.seenBy(agent, verdict.state())
        .<Reading>map(Reading.Learnt::new)
        .orElseGet(Reading.NotOurs::new);
  }
}
