package dev.parley.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// A file that only its owner may read. It is there whole or not at all, also after a crash.
final class PrivateFile {
  private static final int MAX_BYTES = 64 * 1024;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> CREATED_SO =
      PosixFilePermissions.asFileAttribute(OWNER_ONLY);

  private PrivateFile() {}

  static byte[] read(Path file) {
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        throw new KeyFileException(file + " is not a regular file");
      }
      Set<PosixFilePermission> loose = EnumSet.copyOf(attributes.permissions());
      loose.removeAll(OWNER_ONLY);
      if (!loose.isEmpty()) {
        throw new KeyFileException(
            file
                + " has permissions "
                + PosixFilePermissions.toString(attributes.permissions())
                + "; only its owner may read it: chmod 600 "
                + file);
      }
      if (attributes.size() > MAX_BYTES) {
        throw new KeyFileException(file + " is larger than " + MAX_BYTES + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new KeyFileException("there is no key file " + file, e);
    } catch (UnsupportedOperationException e) {
      throw new KeyFileException(noPermissions(file), e);
    } catch (IOException e) {
      throw new KeyFileException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /// Writes a file that must not be there yet.
  static void create(Path file, byte[] content) {
    write(
        file,
        content,
        fresh -> {
          Files.createLink(file, fresh);
          Files.delete(fresh);
        });
  }

  /// Writes a file in place of the one that is there.
  static void replace(Path file, byte[] content) {
    write(file, content, fresh -> Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE));
  }

  private interface Placing {
    void place(Path fresh) throws IOException;
  }

  private static void write(Path file, byte[] content, Placing placing) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new KeyFileException(file + " is not the name of a file");
    }
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, ".parley-", ".key", CREATED_SO);
      try {
        try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = ByteBuffer.wrap(content);
          while (bytes.hasRemaining()) {
            out.write(bytes);
          }
          out.force(true);
        }
        placing.place(fresh);
      } finally {
        Files.deleteIfExists(fresh);
      }
      try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
        entry.force(true);
      }
    } catch (FileAlreadyExistsException e) {
      throw new KeyFileException(file + " is there already and is not overwritten", e);
    } catch (UnsupportedOperationException e) {
      throw new KeyFileException(noPermissions(file), e);
    } catch (IOException e) {
      throw new KeyFileException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static String noPermissions(Path file) {
    return "the file system of " + file + " cannot keep a file private to its owner";
  }
}
