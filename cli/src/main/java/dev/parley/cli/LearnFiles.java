package dev.parley.cli;

import dev.parley.client.transcript.CaseReader;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.learning.Case;
import dev.parley.core.learning.LearnReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A report from transcript files, with no node.
final class LearnFiles {
  private LearnFiles() {}

  static JsonObject report(
      AgentUri self, List<Path> files, int last, Optional<JsonPointer> path, Output output) {
    CaseReader reader = new CaseReader(self, path);
    Map<String, Case> cases = new TreeMap<>();
    for (Path file : files) {
      switch (read(reader, file)) {
        case CaseReader.Reading.Learnt(Case figures) -> {
          if (cases.put(figures.session().toString(), figures) != null) {
            output.remark(file + ": the session of another file again; it counts once");
          }
        }
        case CaseReader.Reading.GoesOn() -> output.remark(file + ": left out, the session goes on");
        case CaseReader.Reading.NotOurs() ->
            output.remark(file + ": left out, " + self + " was no party of it");
        case CaseReader.Reading.Broken(String place, Refusal refusal) ->
            throw new CommandFailure(
                refusal.code().wire(),
                file + " does not hold, " + place + ": " + refusal.message(),
                "Nothing is learnt from it: leave it out, or see ./parley verify " + file);
      }
    }
    List<Case> newest =
        cases.values().stream()
            .sorted(Comparator.comparing(Case::endedAt).reversed())
            .limit(last)
            .toList();
    return LearnReport.of(self, newest, cases.size() - newest.size(), new SecureRandom()).json();
  }

  private static CaseReader.Reading read(CaseReader reader, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return reader.read(in);
    } catch (IOException unreadable) {
      throw new CommandFailure(
          "unreadable", "cannot read " + file + ": " + unreadable.getMessage(), "check the path");
    }
  }
}
