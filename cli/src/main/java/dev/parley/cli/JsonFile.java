package dev.parley.cli;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A JSON object in a file that a command was given.
final class JsonFile {
  private JsonFile() {}

  static JsonObject object(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CommandFailure(
          "file", "cannot read " + file + ": " + e, "Name a file that is there.");
    }
    return switch (StrictJson.read(bytes, JsonLimits.MESSAGE)) {
      case Parsed.Value(JsonObject object, _) -> object;
      case Parsed.Value _ ->
          throw new CommandFailure("file", file + " is no JSON object", "Put { and } around it.");
      case Parsed.Malformed fault ->
          throw new CommandFailure(
              "file",
              file + " is no JSON: " + fault.detail() + " at byte " + fault.offset(),
              "Mend it there.");
    };
  }
}
