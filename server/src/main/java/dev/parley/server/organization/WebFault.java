package dev.parley.server.organization;

import java.io.IOException;

/// A web server is not asked, or does not answer as it has to. For the log only: whoever asked for
/// the look hears nothing of it.
final class WebFault extends IOException {
  private static final long serialVersionUID = 1;

  WebFault(String message) {
    super(message);
  }
}
