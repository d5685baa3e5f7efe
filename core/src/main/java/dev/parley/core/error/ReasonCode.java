package dev.parley.core.error;

/// A code that says why something was refused or went wrong: one of ours ([ErrorCode]) or one that
/// another implementation uses and we carry along unchanged ([UnregisteredCode]). Protocol section
/// 12.
public sealed interface ReasonCode permits ErrorCode, UnregisteredCode {

  /// The code as it stands on the wire.
  ///
  /// @return lower-case words joined by underscores for our own codes, anything for others'
  String wire();

  /// Reads a code; one that is not ours survives a round trip.
  ///
  /// @param wire the text on the wire
  /// @return the registered code of that name, else an [UnregisteredCode] that carries the text
  static ReasonCode of(String wire) {
    ErrorCode known = ErrorCode.BY_WIRE.get(wire);
    return known == null ? new UnregisteredCode(wire) : known;
  }
}
