package dev.parley.server.http;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// What a request comes to.
sealed interface Answer {

  /// A header.
  record Field(String name, String value) {}

  int status();

  List<Field> fields();

  /// The same with more headers.
  Answer with(List<Field> more);

  /// A whole body.
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  record Whole(int status, byte[] body, List<Field> fields) implements Answer {
    @Override
    public Whole with(List<Field> more) {
      return new Whole(status, body, joined(fields, more));
    }
  }

  /// A body that is written while it comes into being.
  record Streamed(Flow flow, List<Field> fields) implements Answer {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public Streamed with(List<Field> more) {
      return new Streamed(flow, joined(fields, more));
    }
  }

  /// Writes a body. Closed whether it was begun or not.
  interface Flow extends AutoCloseable {
    void write(OutputStream out) throws IOException;

    @Override
    void close();
  }

  String JSON = "application/json";

  static Answer json(int status, JsonObject body) {
    return bytes(status, JSON, CanonicalJson.bytes(body));
  }

  static Answer bytes(int status, String type, byte[] body) {
    return new Whole(status, body, List.of(new Field("Content-Type", type)));
  }

  static Answer streamed(String type, Flow flow) {
    return new Streamed(flow, List.of(new Field("Content-Type", type)));
  }

  default Answer with(String name, String value) {
    return with(List.of(new Field(name, value)));
  }

  private static List<Field> joined(List<Field> some, List<Field> more) {
    List<Field> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }
}
