package dev.parley.client;

/// What can go wrong in the SDK. Each kind asks for another action of the caller.
public abstract sealed class ParleyException extends RuntimeException
    permits RefusedException,
        NodeMisbehavedException,
        NoAnswerException,
        TransportException,
        KeyFileException {
  private static final long serialVersionUID = 1L;

  ParleyException(String message) {
    super(message);
  }

  ParleyException(String message, Throwable cause) {
    super(message, cause);
  }
}
