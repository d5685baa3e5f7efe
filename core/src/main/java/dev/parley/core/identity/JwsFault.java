package dev.parley.core.identity;

/// Why text is not a token or proof of this protocol.
public enum JwsFault {
  /// Longer than 4 KiB.
  TOO_LARGE,
  /// Not three parts of canonical base64url without padding.
  NOT_COMPACT,
  /// The header is not strict JSON, lacks a member or has one that is not allowed, such as `crit`.
  HEADER,
  /// The header's `typ` is another one.
  TYPE,
  /// The algorithm is not allowed (`none`, `HS256`, `RS256` …) or does not fit the key.
  ALGORITHM,
  /// The header's key is refused.
  KEY,
  /// The claims are not strict JSON, lack a member or have one of the wrong kind.
  CLAIMS
}
