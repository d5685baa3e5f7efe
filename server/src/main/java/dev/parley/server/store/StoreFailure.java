package dev.parley.server.store;

/// The environment failed the store: a directory in use or not writable, a disk that does not read,
/// a damaged file or row. The message names what was found. No peer can cause it.
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// A failure found by the store itself.
  ///
  /// @param message what was found
  public StoreFailure(String message) {
    super(message);
  }

  /// A failure reported from below.
  ///
  /// @param message what was attempted
  /// @param cause what came of it
  public StoreFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
