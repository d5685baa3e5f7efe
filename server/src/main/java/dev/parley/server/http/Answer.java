package dev.parley.server.http;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// What a request comes to.
public sealed interface Answer {

  /// A header.
  ///
  /// @param name its name
  /// @param value its value
  record Field(String name, String value) {}

  /// The status.
  ///
  /// @return such as 200
  int status();

  /// The headers.
  ///
  /// @return them in order
  List<Field> fields();

  /// The same with more headers.
  ///
  /// @param more these
  /// @return a new answer
  Answer with(List<Field> more);

  /// A whole body.
  ///
  /// @param status the status
  /// @param body the body
  /// @param fields the headers
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  record Whole(int status, byte[] body, List<Field> fields) implements Answer {
    @Override
    public Whole with(List<Field> more) {
      return new Whole(status, body, joined(fields, more));
    }
  }

  /// A body that is written while it comes into being.
  ///
  /// @param flow what writes it
  /// @param fields the headers
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
    /// Writes.
    ///
    /// @param out where to
    /// @throws IOException when the reader is gone
    void write(OutputStream out) throws IOException;

    @Override
    void close();
  }

  /// The type of a JSON body.
  String JSON = "application/json";

  /// A JSON object.
  ///
  /// @param status the status
  /// @param body the object
  /// @return the answer
  static Answer json(int status, JsonObject body) {
    return bytes(status, JSON, CanonicalJson.bytes(body));
  }

  /// A body of some type.
  ///
  /// @param status the status
  /// @param type its media type
  /// @param body the body
  /// @return the answer
  static Answer bytes(int status, String type, byte[] body) {
    return new Whole(status, body, List.of(new Field("Content-Type", type)));
  }

  /// A body that comes into being.
  ///
  /// @param type its media type
  /// @param flow what writes it
  /// @return the answer, with status 200
  static Answer streamed(String type, Flow flow) {
    return new Streamed(flow, List.of(new Field("Content-Type", type)));
  }

  /// The same with one more header.
  ///
  /// @param name its name
  /// @param value its value
  /// @return a new answer
  default Answer with(String name, String value) {
    return with(List.of(new Field(name, value)));
  }

  private static List<Field> joined(List<Field> some, List<Field> more) {
    List<Field> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }
}
