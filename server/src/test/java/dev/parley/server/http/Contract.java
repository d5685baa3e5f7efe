package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the node's description promises. Every answer that a [Caller] gets is held against it.
final class Contract {
  static final Contract PUBLISHED = new Contract(read("openapi.json"));

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private final JsonNode document;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  Contract(JsonNode document) {
    this.document = document;
  }

  /// A resource beside the binding, or below the root.
  static JsonNode read(String resource) {
    try (InputStream in = Contract.class.getResourceAsStream(resource)) {
      return new JsonMapper().readTree(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    return MAPPER.readTree(text);
  }

  JsonNode document() {
    return document;
  }

  /// The operations, by method and path template.
  Map<String, JsonNode> operations() {
    Map<String, JsonNode> found = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (!member.getKey().equals("parameters")) {
          found.put(
              member.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), member.getValue());
        }
      }
    }
    return found;
  }

  /// What stands where a reference points.
  JsonNode resolved(JsonNode node) {
    return node.has("$ref")
        ? resolved(document.at(node.get("$ref").asString().substring(1)))
        : node;
  }

  Optional<JsonNode> operation(String method, String rawPath) {
    String[] segments = rawPath.split("/", -1);
    return operations().entrySet().stream()
        .filter(each -> leads(each.getKey().split(" ", 2)[1].split("/", -1), segments))
        .filter(each -> each.getKey().startsWith(method + " "))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean leads(String[] template, String[] segments) {
    if (template.length != segments.length) {
      return false;
    }
    for (int i = 0; i < template.length; i++) {
      if (!template[i].startsWith("{") && !template[i].equals(segments[i])) {
        return false;
      }
    }
    return true;
  }

  /// Expects that the description knows an answer: its status, its type, its headers, its body.
  void holds(
      String method, String path, int status, Map<String, List<String>> headers, String body) {
    Optional<JsonNode> operation = operation(method, path.replaceFirst("[?].*", ""));
    String what = method + " " + path + " answered " + status + " " + body;
    if (operation.isEmpty()) {
      assertThat(status).as(what).isIn(400, 404, 405, 429, 503, 505);
      assertThat(flaws(component("Error"), body)).as(what).isEmpty();
      return;
    }
    JsonNode answer = operation.get().get("responses").get(Integer.toString(status));
    assertThat(answer).as(what).isNotNull();
    for (Map.Entry<String, JsonNode> header : resolved(answer).path("headers").properties()) {
      for (String value :
          headers.getOrDefault(header.getKey().toLowerCase(Locale.ROOT), List.of())) {
        JsonNode schema = resolved(header.getValue()).get("schema");
        String json = schema.get("type").asString().equals("integer") ? value : quoted(value);
        assertThat(flaws(schema, json)).as(what + ": " + header.getKey()).isEmpty();
      }
    }
    String type = headers.getOrDefault("content-type", List.of("none")).getFirst();
    JsonNode content = resolved(answer).get("content").get(type);
    assertThat(content).as(what + " as " + type).isNotNull();
    if (type.equals("application/json")) {
      assertThat(flaws(content.get("schema"), body)).as(what).isEmpty();
    } else if (content.has("x-line")) {
      body.lines()
          .forEach(line -> assertThat(flaws(content.get("x-line"), line)).as(line).isEmpty());
    }
  }

  /// Expects that the description knows a body that the node took.
  void takes(String method, String path, String type, String body) {
    JsonNode operation = operation(method, path.replaceFirst("[?].*", "")).orElseThrow();
    JsonNode content = operation.get("requestBody").get("content").get(type);
    assertThat(flaws(content.get("schema"), body))
        .as(method + " " + path + " took " + body)
        .isEmpty();
  }

  /// Expects that the description knows an event of a stream.
  void sends(String path, String event, boolean identified, String data) {
    JsonNode answer = operation("GET", path.replaceFirst("[?].*", "")).orElseThrow();
    JsonNode content = resolved(answer.get("responses").get("200")).get("content");
    JsonNode known = content.get("text/event-stream").get("x-events").get(event);
    assertThat(known).as("the event " + event + " of " + path).isNotNull();
    assertThat(known.has("id")).as("whether " + event + " has an id").isEqualTo(identified);
    assertThat(flaws(known.get("data"), data)).as(event + " " + data).isEmpty();
  }

  JsonNode component(String name) {
    return json("{\"$ref\":\"#/components/schemas/" + name + "\"}");
  }

  /// What is wrong with some JSON; nothing when it is as the schema says.
  List<Error> flaws(JsonNode schema, String json) {
    return schemas.computeIfAbsent(schema.toString(), _ -> compiled(schema)).validate(json(json));
  }

  private Schema compiled(JsonNode schema) {
    ObjectNode whole = MAPPER.createObjectNode();
    whole.put("$schema", DIALECT);
    whole.set("components", document.get("components"));
    whole.putArray("allOf").add(schema);
    return registry.getSchema(whole);
  }

  static String quoted(String text) {
    return MAPPER.writeValueAsString(text);
  }
}
