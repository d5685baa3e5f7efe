package dev.parley.client;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How far one side moved on one number of the terms.
///
/// @param agent who
/// @param path where the number stands in `terms` (RFC 6901)
/// @param first what it said first
/// @param last what it said last
/// @param offers in how many of its proposals it named the number, at least 1
public record Concession(
    AgentUri agent, String path, BigDecimal first, BigDecimal last, int offers) {
  /// More numbers than these say nothing to anybody.
  private static final int MOST_PATHS = 1000;

  private static final Comparator<Concession> ORDER =
      Comparator.comparing(Concession::agent).thenComparing(Concession::path);

  private record Key(AgentUri agent, String path) {}

  /// How far it moved.
  ///
  /// @return the last number minus the first
  public BigDecimal moved() {
    return last.subtract(first);
  }

  static List<Concession> in(List<Received> offers) {
    Map<Key, Concession> found = new LinkedHashMap<>();
    for (Received offer : offers) {
      Map<String, BigDecimal> numbers = new LinkedHashMap<>();
      collect(offer.body().object("terms").orElse(JsonObject.EMPTY), "", numbers);
      numbers.forEach(
          (path, number) -> {
            Key key = new Key(offer.sender(), path);
            if (found.containsKey(key) || found.size() < MOST_PATHS) {
              found.merge(
                  key,
                  new Concession(offer.sender(), path, number, number, 1),
                  (before, now) ->
                      new Concession(
                          key.agent(), path, before.first(), now.last(), before.offers() + 1));
            }
          });
    }
    return found.values().stream().sorted(ORDER).toList();
  }

  private static void collect(JsonValue value, String path, Map<String, BigDecimal> into) {
    switch (value) {
      case JsonNumber number -> into.put(path, number.exact());
      case JsonObject object -> {
        for (String name : object.names()) {
          String token = name.replace("~", "~0").replace("/", "~1");
          collect(Objects.requireNonNull(object.get(name)), path + "/" + token, into);
        }
      }
      case JsonArray array -> {
        List<JsonValue> values = new ArrayList<>(array.values());
        for (int i = 0; i < values.size(); i++) {
          collect(values.get(i), path + "/" + i, into);
        }
      }
      case JsonString _, JsonBoolean _, JsonNull _ -> {}
    }
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("agentId", agent.text())
        .put("path", path)
        .put("first", Amounts.json(first))
        .put("last", Amounts.json(last))
        .put("offers", offers)
        .build();
  }
}
