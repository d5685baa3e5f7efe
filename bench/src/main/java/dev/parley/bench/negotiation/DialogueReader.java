package dev.parley.bench.negotiation;

import dev.parley.bench.negotiation.Dialogue.Act;
import dev.parley.bench.negotiation.Dialogue.Item;
import dev.parley.bench.negotiation.Dialogue.Line;
import dev.parley.bench.negotiation.Dialogue.Person;
import dev.parley.bench.negotiation.Dialogue.Priority;
import dev.parley.client.negotiation.Side;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the files of CaSiNo. What is not of their form is an [IllegalArgumentException] that names
/// the dialogue: the files are given by who runs the laboratory.
final class DialogueReader {
  private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 16, 1000);
  private static final String FIRST = "mturk_agent_1";
  private static final String SECOND = "mturk_agent_2";

  private DialogueReader() {}

  static List<Dialogue> read(Path file) throws IOException {
    return read(Files.readAllBytes(file));
  }

  static List<Dialogue> read(byte[] bytes) {
    Parsed parsed = StrictJson.read(bytes, LIMITS);
    if (!(parsed instanceof Parsed.Value(JsonArray dialogues, _))) {
      throw new IllegalArgumentException("not a list of dialogues: " + parsed);
    }
    List<Dialogue> out = new ArrayList<>();
    for (JsonValue each : dialogues) {
      if (!(each instanceof JsonObject dialogue)) {
        throw new IllegalArgumentException("not a dialogue: entry " + out.size());
      }
      out.add(dialogue(dialogue));
    }
    return out;
  }

  private static Dialogue dialogue(JsonObject json) {
    long id = json.integer("dialogue_id").orElseThrow(() -> wrong(-1, "no dialogue_id"));
    List<Line> lines = new ArrayList<>();
    for (JsonValue each : json.array("chat_logs").orElse(JsonArray.EMPTY)) {
      if (!(each instanceof JsonObject line)) {
        throw wrong(id, "a line that is no object");
      }
      lines.add(line(id, line));
    }
    JsonObject people = json.object("participant_info").orElse(JsonObject.EMPTY);
    return new Dialogue(id, lines, person(id, people, FIRST), person(id, people, SECOND));
  }

  private static Line line(long id, JsonObject json) {
    Side speaker =
        switch (json.string("id").orElse("")) {
          case FIRST -> Side.FIRST;
          case SECOND -> Side.SECOND;
          default -> throw wrong(id, "a line of nobody");
        };
    String text = json.string("text").orElseThrow(() -> wrong(id, "a line without a text"));
    JsonObject more = json.object("task_data").orElse(JsonObject.EMPTY);
    return new Line(
        speaker,
        switch (text) {
          case "Submit-Deal" -> submitted(id, speaker, more);
          case "Accept-Deal" -> new Act.Accept();
          case "Reject-Deal" -> new Act.Reject();
          case "Walk-Away" -> new Act.WalkAway();
          default -> new Act.Utterance(text);
        });
  }

  private static Act submitted(long id, Side speaker, JsonObject more) {
    Map<Item, Integer> own = share(id, more.object("issue2youget"));
    Map<Item, Integer> other = share(id, more.object("issue2theyget"));
    for (Item item : Item.values()) {
      if (own.getOrDefault(item, 0) + other.getOrDefault(item, 0) != Dialogue.EACH) {
        throw wrong(id, "a deal that does not share all of " + item.word());
      }
    }
    return speaker == Side.FIRST ? new Act.Submit(own, other) : new Act.Submit(other, own);
  }

  private static Map<Item, Integer> share(long id, Optional<JsonObject> json) {
    Map<Item, Integer> out = new EnumMap<>(Item.class);
    for (Item item : Item.values()) {
      String count = json.flatMap(share -> share.string(item.word())).orElse("");
      if (!count.matches("[0-3]")) {
        throw wrong(id, "a deal with " + count + " of " + item.word());
      }
      out.put(item, Integer.valueOf(count));
    }
    return out;
  }

  private static Person person(long id, JsonObject people, String name) {
    JsonObject json = people.object(name).orElse(JsonObject.EMPTY);
    JsonObject wants = json.object("value2issue").orElse(JsonObject.EMPTY);
    Map<Item, Priority> priorities = new EnumMap<>(Item.class);
    for (Priority priority : Priority.values()) {
      for (Item item : Item.values()) {
        if (wants.string(priority.word()).filter(item.word()::equals).isPresent()) {
          priorities.put(item, priority);
        }
      }
    }
    if (priorities.size() != Item.values().length
        || !(json.object("outcomes").orElse(JsonObject.EMPTY).get("points_scored")
            instanceof JsonNumber points)
        || !points.isIntegral()) {
      throw wrong(id, name + " without priorities or points");
    }
    return new Person(priorities, points.asLong());
  }

  private static IllegalArgumentException wrong(long id, String what) {
    return new IllegalArgumentException("dialogue " + id + ": " + what);
  }
}
