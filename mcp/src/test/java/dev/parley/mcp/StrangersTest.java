package dev.parley.mcp;

import static dev.parley.mcp.Stage.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session id is an ordinary argument, so it is checked against the caller each time.
final class StrangersTest {
  private static final Set<String> WITHOUT_SESSION =
      Set.of("asp_status", "asp_discover", "asp_trust", "asp_open", "asp_inbox");

  private final Stage stage;

  StrangersTest(@TempDir Path folder) {
    this.stage = new Stage(folder);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  /// Arguments that fit the schema of each tool.
  private static String arguments(AspTool<?> tool, String session) {
    JsonObject input = tool.input().json();
    List<String> out = new ArrayList<>();
    for (JsonValue name : input.array("required").orElseThrow()) {
      String member = ((JsonString) name).value();
      JsonObject schema = input.object("properties").orElseThrow().object(member).orElseThrow();
      out.add("\"" + member + "\":" + value(member, schema, session));
    }
    return "{" + String.join(",", out) + "}";
  }

  private static String value(String member, JsonObject schema, String session) {
    if (member.equals("sessionId")) {
      return "\"" + session + "\"";
    }
    if (member.equals("deadline")) {
      return "\"2099-01-01T00:00:00Z\"";
    }
    if (schema.array("enum").isPresent()) {
      return "\"" + ((JsonString) schema.array("enum").orElseThrow().get(0)).value() + "\"";
    }
    return switch (schema.string("type").orElse("")) {
      case "integer" -> "1";
      case "boolean" -> "true";
      case "object" -> "{\"price\":1}";
      case "array" -> "[{\"action\":\"nothing\"}]";
      default ->
          schema.string("pattern").orElse("").contains("sha256")
              ? "\"sha256:" + "0".repeat(64) + "\""
              : "\"word\"";
    };
  }

  @Test
  void hearTheSameAsOfASessionThatDoesNotExist() {
    Stage.Caller alpha = stage.caller(Stage.ALPHA, Optional.of("{}"));
    Stage.Caller beta = stage.caller(Stage.BETA, Optional.of("{}"));
    Stage.Caller eve = stage.caller(Stage.EVE, Optional.of("{}"));
    String theirs = Stage.meet(alpha, beta);
    String nothing = "01900000-0000-7000-8000-000000000000";
    int tried = 0;
    for (AspTool<?> tool : eve.tools()) {
      if (!WITHOUT_SESSION.contains(tool.name())) {
        ToolAnswer.Declined one = eve.declined(tool.name(), arguments(tool, theirs));
        ToolAnswer.Declined other = eve.declined(tool.name(), arguments(tool, nothing));
        assertThat(one.code()).as(tool.name()).isEqualTo("session_not_found");
        assertThat(one.toString().replace(theirs, "ID"))
            .as(tool.name())
            .isEqualTo(other.toString().replace(nothing, "ID"));
        tried++;
      }
    }
    assertThat(tried).isEqualTo(eve.tools().size() - WITHOUT_SESSION.size());
    assertThat(eve.done("asp_status", "{}").toString()).doesNotContain(theirs);
    assertThat(alpha.done("asp_read", in(theirs, "")).toString()).doesNotContain(Stage.EVE.text());
  }

  @Test
  void hearWhatIsWrongWithWhatTheySent() {
    Stage.Caller eve = stage.caller(Stage.EVE, Optional.of("{}"));
    assertThat(eve.declined("asp_read", in("no-id", "")).message()).contains("sessionId");
    assertThat(eve.declined("asp_read", "{}").code()).isEqualTo("malformed");
    assertThat(eve.declined("asp_open", "{\"with\":\"agent://\",\"subject\":\"x\"}").code())
        .isEqualTo("malformed");
    assertThat(
            eve.declined("asp_open", "{\"with\":\"agent://no.example/body\",\"subject\":\"x\"}")
                .code())
        .isEqualTo("agent_not_found");
    assertThat(eve.declined("asp_trust", "{\"agentId\":\"agent://no.example/body\"}").code())
        .isEqualTo("agent_not_found");
    assertThat(eve.declined("asp_discover", "{\"capability\":\"x\",\"minTrust\":101}").code())
        .isEqualTo("malformed");
  }

  @Test
  void findNoTranscriptOfOthersAndNothingThatIsNotThere() {
    Stage.Caller alpha = stage.caller(Stage.ALPHA, Optional.of("{}"));
    Stage.Caller beta = stage.caller(Stage.BETA, Optional.of("{}"));
    Stage.Caller eve = stage.caller(Stage.EVE, Optional.of("{}"));
    String theirs = Stage.meet(alpha, beta);
    String transcript = "asp://sessions/" + theirs + "/transcript";
    assertThat(new AspResources(alpha.desk()).find(transcript)).isPresent();
    AspResources eves = new AspResources(eve.desk());
    assertThat(eves.find("asp://agents/agent%3A%2F%2Facme.example%2Falpha/card")).isPresent();
    for (String uri :
        List.of(
            transcript,
            "asp://sessions/01900000-0000-7000-8000-000000000000/transcript",
            "asp://sessions/------------------------------------/transcript",
            "asp://agents/%zz/card",
            "asp://agents/agent%3A%2F%2Fno.example%2Fbody/card",
            "asp://agents/../../etc/passwd/card",
            "file:///etc/passwd",
            "")) {
      assertThat(eves.find(uri)).as(uri).isEmpty();
    }
  }
}
