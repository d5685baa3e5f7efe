package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A page of the folder `docs` that is written from the code, so that what it says is what is done.
public final class GeneratedDocument {
  private static final String UPDATE = "parley.docs.update";

  private GeneratedDocument() {}

  /// Compares a page with what the code says; with `-Dparley.docs.update=true` writes it anew
  /// first.
  ///
  /// @param file its name inside the folder
  /// @param text what it has to say
  public static void mustSay(String file, String text) {
    Path page = Vectors.root().resolveSibling("docs").resolve(file);
    try {
      if (Boolean.getBoolean(UPDATE)) {
        Files.writeString(page, text);
      }
      assertThat(Files.exists(page) ? Files.readString(page) : "")
          .as(
              "docs/%s does not say what the code does; write it anew with"
                  + " mvn test -pl core -am -D%s=true",
              file, UPDATE)
          .isEqualTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A line of a table.
  ///
  /// @param cells what stands in it
  /// @return the line with its line feed
  public static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /// The head of a table.
  ///
  /// @param titles the titles of its columns
  /// @return two lines
  public static String head(List<String> titles) {
    return row(titles) + "|" + " --- |".repeat(titles.size()) + "\n";
  }
}
