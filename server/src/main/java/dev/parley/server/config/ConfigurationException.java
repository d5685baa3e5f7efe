package dev.parley.server.config;

/// The operator's configuration does not do. The message names the key and where it was found.
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Says what is wrong.
  ///
  /// @param message one line for the operator
  public ConfigurationException(String message) {
    super(message);
  }

  /// Says what is wrong, and what it came from.
  ///
  /// @param message one line for the operator
  /// @param cause what it came from
  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
