package dev.parley.core.identity;

import java.nio.charset.StandardCharsets;

/// What a signature is for. The purpose is part of what is signed, so nothing signed for one
/// verifies for another (section 3).
public enum SigningPurpose {
  /// A message of a session.
  MESSAGE("asp-message"),
  /// An agent's own part of its card.
  CARD("asp-card"),
  /// An organisation's record of its agents.
  ORGANIZATION("asp-organization"),
  /// A node's attestation about an agent.
  NODE("asp-node"),
  /// A record of a dispute by one of its parties.
  DISPUTE("asp-dispute"),
  /// A ruling.
  RULING("asp-ruling"),
  /// A sealed rating.
  RATING("asp-rating"),
  /// The opening of something sealed.
  REVEAL("asp-reveal"),
  /// An endorsement of another agent.
  ENDORSEMENT("asp-endorsement"),
  /// A person's approval of one exact body.
  APPROVAL("asp-approval"),
  /// What a principal lets its agent do without asking.
  MANDATE("asp-mandate"),
  /// The last line of a transcript file.
  END("asp-end"),
  /// A checkpoint of the node's log.
  CHECKPOINT("asp-checkpoint");

  private final String prefix;

  SigningPurpose(String prefix) {
    this.prefix = prefix;
  }

  /// The prefix in what is signed.
  ///
  /// @return such as `asp-message`
  public String prefix() {
    return prefix;
  }

  /// What Ed25519 signs for this purpose: the prefix, a line feed, the hash with its `sha256:`.
  ///
  /// @param hash the hash of the signed object
  /// @return ASCII bytes, a new array
  public byte[] input(Hash hash) {
    return (prefix + '\n' + hash.text()).getBytes(StandardCharsets.US_ASCII);
  }
}
