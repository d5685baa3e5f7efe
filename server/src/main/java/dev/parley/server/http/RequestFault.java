package dev.parley.server.http;

import java.util.Locale;

/// What can be wrong with a request before it says anything of the protocol. These are HTTP's own
/// failures with HTTP's own status; they travel in the same form as the codes of section 12.
enum RequestFault {
  FORBIDDEN_ORIGIN(403),
  UNKNOWN_PATH(404),
  METHOD_NOT_ALLOWED(405),
  UNSUPPORTED_MEDIA_TYPE(415),
  UPGRADE_REQUIRED(426),
  INTERNAL_ERROR(500),
  VERSION_NOT_SUPPORTED(505);

  private final int status;

  RequestFault(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
