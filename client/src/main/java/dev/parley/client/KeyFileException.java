package dev.parley.client;

/// A key file is missing, there already, readable by others, or not a key file. The message never
/// shows a secret.
public final class KeyFileException extends ParleyException {
  private static final long serialVersionUID = 1L;

  KeyFileException(String message) {
    super(message);
  }

  KeyFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
