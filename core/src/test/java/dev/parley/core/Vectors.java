package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The golden files of the folder `vectors` at the repository's root: facts in JSON that any
/// implementation can test against.
public final class Vectors {
  private static final JsonLimits LIMITS = new JsonLimits(16 << 20, 64, 1000);

  private Vectors() {}

  /// The cases of a golden file.
  ///
  /// @param file its path inside the folder
  /// @return the cases, each an object with an `id`
  public static List<JsonObject> cases(String file) {
    List<JsonObject> cases =
        object(read(root().resolve(file))).array("cases").orElse(JsonArray.EMPTY).values().stream()
            .map(Vectors::object)
            .toList();
    if (cases.isEmpty()) {
      throw new IllegalStateException("no cases in " + file);
    }
    return cases;
  }

  /// Compares a golden file that the tests can make with what they make now. With
  /// `-Dparley.vectors.update=true` it is written anew, and the difference is to be read.
  ///
  /// @param file its path inside the folder
  /// @param about what it holds
  /// @param cases what it should hold
  public static void assertReproduced(String file, String about, List<JsonObject> cases) {
    if (Boolean.getBoolean("parley.vectors.update")) {
      write(root().resolve(file), about, cases);
    }
    assertThat(cases(file)).isEqualTo(cases);
  }

  /// Compares a file of another form than JSON with what the tests make now, and writes it anew
  /// under the same condition.
  ///
  /// @param file its path inside the folder
  /// @param text what it should hold
  public static void assertReproduced(String file, String text) {
    if (Boolean.getBoolean("parley.vectors.update")) {
      write(root().resolve(file), text);
    }
    assertThat(string(file)).isEqualTo(text);
  }

  /// A file as it stands.
  ///
  /// @param file its path inside the folder
  /// @return its text
  public static String string(String file) {
    try {
      return Files.readString(root().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One canonical case a line, so that a changed case is a changed line.
  private static void write(Path file, String about, List<JsonObject> cases) {
    String lines = cases.stream().map(JsonObject::toString).collect(Collectors.joining(",\n"));
    String head = CanonicalJson.text(JsonObject.of("about", new JsonString(about)));
    write(file, head.substring(0, head.length() - 1) + ",\n\"cases\":[\n" + lines + "\n]}\n");
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A JSON file.
  ///
  /// @param file its path
  /// @return what it holds
  public static JsonValue read(Path file) {
    try {
      return switch (StrictJson.read(Files.readAllBytes(file), LIMITS)) {
        case Parsed.Value(JsonValue value, _) -> value;
        case Parsed.Malformed fault -> throw new IllegalStateException(file + ": " + fault);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A value that must be an object.
  ///
  /// @param value the value
  /// @return the same
  public static JsonObject object(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new IllegalStateException("not an object: " + value);
  }

  /// A string member that must be there.
  ///
  /// @param vector the case
  /// @param name the member
  /// @return its text
  public static String text(JsonObject vector, String name) {
    return vector
        .string(name)
        .orElseThrow(() -> new IllegalStateException(name + " is missing in " + vector));
  }

  /// The folder, found from the module's or the repository's directory.
  ///
  /// @return its path
  public static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
        .map(path -> path.resolve("vectors"))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the folder vectors is missing"));
  }
}
