package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A score is recomputed from a file, by people and by programs.
final class TrustCommandTest {
  private static final Path VECTORS = Path.of("..", "vectors", "trust", "accepted.json");

  private static JsonObject vector() throws IOException {
    Parsed parsed = StrictJson.read(Files.readAllBytes(VECTORS), new JsonLimits(16 << 20, 64, 99));
    JsonObject file = (JsonObject) ((Parsed.Value) parsed).value();
    JsonValue first = file.array("cases").orElse(JsonArray.EMPTY).get(0);
    return (JsonObject) first;
  }

  private static Path written(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("evidence.json"), vector().object("document").orElseThrow().toString());
  }

  @Test
  void givesTheDecimalsOfTheVector(@TempDir Path folder) throws IOException {
    Typed typed = Typed.parley("trust", "recompute", written(folder).toString(), "--json");
    assertThat(typed.code()).isEqualTo(Parley.SUCCESS);
    assertThat(typed.objects().getFirst().without("capabilities"))
        .isEqualTo(vector().object("score").orElseThrow());
  }

  @Test
  void showsEveryComponentToPeople(@TempDir Path folder) throws IOException {
    Typed typed = Typed.parley("trust", "recompute", written(folder).toString());
    assertThat(typed.out())
        .contains("IV ", "PE ", "× 0.20  commitment fulfilment", "5 % bound", "capability");
  }

  @Test
  void saysWhatIsWrongWithAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("evidence.json"), "{\"format\":\"other\"}");
    Typed typed = Typed.parley("trust", "recompute", file.toString());
    assertThat(typed.code()).isEqualTo(Parley.FAILURE);
    assertThat(typed.err()).contains("/format: has to be asp-trust-evidence/1", "asp-trust/1");
    assertThat(Typed.parley("trust", "recompute", folder + "/none").err()).contains("cannot read");
  }
}
