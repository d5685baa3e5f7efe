package dev.parley.cli.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The repository as it lies on disk, without what is built or brought by tools.
///
/// @param root its folder
public record Checkout(Path root) {

  private static final Set<String> NOT_OURS =
      Set.of("target", ".git", ".parley", ".idea", ".vscode", "node_modules");

  /// The checkout that holds the working directory, which is a module's folder when Maven runs
  /// tests.
  ///
  /// @return the checkout
  public static Checkout current() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = Objects.requireNonNull(folder.getParent(), "not inside a checkout of Parley");
    }
    return new Checkout(folder);
  }

  /// All files whose name ends with one of the suffixes, in a stable order.
  ///
  /// @param suffixes how the names end
  /// @return their paths
  public List<Path> files(String... suffixes) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return NOT_OURS.contains(name(folder))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              for (String suffix : suffixes) {
                if (name(file).endsWith(suffix)) {
                  found.add(file);
                  break;
                }
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(null);
    return found;
  }

  /// What we write by hand: sources, build files, scripts and documents.
  List<Path> texts() {
    List<Path> texts = files(".java", ".md", ".xml", ".yaml", ".yml", ".sql", ".sh", ".py");
    texts.add(root.resolve("parley"));
    texts.add(root.resolve(".ci/run"));
    return texts;
  }

  /// What a file says.
  ///
  /// @param file its path
  /// @return its text
  public String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The path of a file as the reader of a message knows it.
  String local(Path file) {
    return root.relativize(file).toString();
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
