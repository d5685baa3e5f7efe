package dev.parley.client;

/// The node cannot be reached, or what answers is not a node. Requests were repeated as often as
/// the settings allow.
public final class TransportException extends ParleyException {
  private static final long serialVersionUID = 1L;

  TransportException(String message) {
    super(message);
  }

  TransportException(String message, Throwable cause) {
    super(message, cause);
  }
}
