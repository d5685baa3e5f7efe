package dev.parley.console.lab;

import dev.parley.core.error.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The reports that somebody has put into the folder `lab` of the node's data directory. They are
/// looked for when somebody looks, and no link is followed out of that folder. Thread-safe.
final class OwnReports {
  /// The folder's name.
  static final String FOLDER = "lab";

  /// How many are shown.
  static final int MOST = 20;

  /// How many files are looked at, so that a full folder costs no more.
  private static final int LOOKED_AT = 1000;

  private static final String ENDING = ".json";

  private final Path folder;

  OwnReports(Path directory) {
    this.folder = directory.resolve(FOLDER);
  }

  /// What is there.
  ///
  /// @param reports the first by name
  /// @param leftOut how many more there are
  record Found(List<Kept> reports, int leftOut) {
    Found {
      reports = List.copyOf(reports);
    }
  }

  Found all() {
    try {
      List<Path> files = files();
      List<Kept> first = files.stream().limit(MOST).map(OwnReports::kept).toList();
      return new Found(first, files.size() - first.size());
    } catch (IOException e) {
      return new Found(List.of(new Kept.Illegible(FOLDER, why(e))), 0);
    }
  }

  /// One of those that are shown.
  Optional<Kept> find(String name) {
    try {
      return files().stream()
          .limit(MOST)
          .filter(file -> name(file).equals(name))
          .findFirst()
          .map(OwnReports::kept);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("not a folder");
    }
    TreeSet<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : entries) {
        files.add(file);
        if (files.size() == LOOKED_AT) {
          break;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return List.copyOf(files);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static Kept kept(Path file) {
    try {
      BasicFileAttributes kind =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (kind.isSymbolicLink()) {
        return new Kept.Illegible(name(file), "it is a link, and links are not followed");
      }
      if (!kind.isRegularFile()) {
        return new Kept.Illegible(name(file), "it is no file");
      }
      return switch (LabReport.decode(bytes(file))) {
        case Decoded.Valid<LabReport>(LabReport report) -> new Kept.Legible(name(file), report);
        case Decoded.Refused<LabReport>(var refusal) ->
            new Kept.Illegible(name(file), refusal.message());
      };
    } catch (IOException e) {
      return new Kept.Illegible(name(file), why(e));
    }
  }

  /// One byte more than is allowed says that there is too much; and should a link have taken the
  /// file's place by now, it is not opened.
  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(Limits.FILE.maxBytes() + 1);
    }
  }

  /// In words without the path, which is nothing for those who only look.
  private static String why(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "the node may not read it";
      case NoSuchFileException _ -> "it has gone meanwhile";
      default -> "it cannot be read";
    };
  }
}
