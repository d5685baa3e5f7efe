package dev.parley.client;

/// Nothing came in time, or the wait was interrupted (then the thread's interrupt flag is set).
/// Whether a message that was sent has arrived is open; asking again is safe.
public final class NoAnswerException extends ParleyException {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String message) {
    super(message);
  }

  NoAnswerException(String message, Throwable cause) {
    super(message, cause);
  }

  static NoAnswerException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new NoAnswerException("interrupted while waiting", e);
  }
}
