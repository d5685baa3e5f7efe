package dev.parley.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The description of the binding in OpenAPI 3.1 (protocol section 13). It is a file, since people
/// read and write it; tests compare it with the routes, with the error codes, and with every answer
/// that they get.
final class Description {
  static final String PATH = "/openapi.json";

  private static final String FILE = "openapi.json";

  private Description() {}

  static Route route() {
    byte[] document = document();
    return new Route("GET", PATH, Access.OPEN, _ -> Answer.bytes(200, Answer.JSON, document));
  }

  private static byte[] document() {
    try (InputStream file = Description.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing from this build");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }
}
