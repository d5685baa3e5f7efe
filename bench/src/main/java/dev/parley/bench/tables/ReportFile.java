package dev.parley.bench.tables;

import dev.parley.console.lab.LabReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes a report for the console. Stateless.
public final class ReportFile {
  private ReportFile() {}

  /// Writes it, whole or not at all, since a node may be looking; makes its folder if there is
  /// none.
  ///
  /// @param file where
  /// @param report what
  /// @throws IOException when it cannot be written
  public static void write(Path file, LabReport report) throws IOException {
    Path place = file.toAbsolutePath();
    Path part = place.resolveSibling(place.getFileName() + ".part");
    Files.createDirectories(place.resolveSibling(""));
    Files.write(part, report.encode());
    Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
  }
}
