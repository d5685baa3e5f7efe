package dev.parley.a2a.serve;

import dev.parley.a2a.task.TaskEvent;
import dev.parley.a2a.task.Watch;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What a request comes to.
sealed interface Outbound {

  /// A header.
  record Field(String name, String value) {}

  List<Field> fields();

  /// The same with one more header.
  Outbound with(String name, String value);

  /// A whole body.
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  record Whole(int status, byte[] body, List<Field> fields) implements Outbound {
    @Override
    public Outbound with(String name, String value) {
      return new Whole(status, body, more(fields, name, value));
    }
  }

  /// Events as they come.
  record Events(Watch watch, Function<TaskEvent, JsonObject> form, List<Field> fields)
      implements Outbound {
    @Override
    public Outbound with(String name, String value) {
      return new Events(watch, form, more(fields, name, value));
    }
  }

  static Outbound json(int status, String type, JsonObject body) {
    return new Whole(status, CanonicalJson.bytes(body), List.of(new Field("Content-Type", type)));
  }

  private static List<Field> more(List<Field> fields, String name, String value) {
    List<Field> all = new ArrayList<>(fields);
    all.add(new Field(name, value));
    return List.copyOf(all);
  }
}
