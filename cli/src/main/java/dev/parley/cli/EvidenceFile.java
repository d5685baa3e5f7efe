package dev.parley.cli;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.trust.EvidenceDocument;
import dev.parley.core.trust.SignedEvidence;
import dev.parley.core.trust.TrustProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a file of evidence, and checks what was signed under it.
final class EvidenceFile {
  private EvidenceFile() {}

  static SignedEvidence read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new CommandFailure(
          "unreadable", "cannot read " + file + ": " + unreadable.getMessage(), "check the path");
    }
    SignedEvidence read =
        switch (SignedEvidence.read(bytes)) {
          case Decoded.Valid<SignedEvidence>(SignedEvidence evidence) -> evidence;
          case Decoded.Refused<SignedEvidence>(Refusal refusal) ->
              throw failure(
                  file,
                  refusal,
                  "It has to be a document of the format "
                      + EvidenceDocument.FORMAT
                      + " and the profile "
                      + TrustProfile.VERSION
                      + ".");
        };
    read.fault(CryptoProviders.verifying().verifier())
        .ifPresent(
            refusal -> {
              throw failure(
                  file,
                  refusal,
                  "Somebody has changed it since the node signed it; fetch it anew.");
            });
    return read;
  }

  private static CommandFailure failure(Path file, Refusal refusal, String next) {
    return new CommandFailure(refusal.code().wire(), file + ": " + refusal.message(), next);
  }

  /// Who signed it, in words.
  static String signed(SignedEvidence evidence) {
    return evidence
        .seal()
        .map(seal -> "signed by " + seal.card().agentId() + ", whose card is " + seal.card().hash())
        .orElse("signed by nobody");
  }
}
