package dev.parley.server.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;

/// A file that only the node's own user may read, made once.
public final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private PrivateFile() {}

  /// A secret for people to hand on: 32 random bytes in hexadecimal, made when there is no file
  /// yet.
  ///
  /// @param file the file
  /// @param random where a new one comes from
  /// @return its text
  /// @throws IllegalStateException when others may read the file
  public static String secret(Path file, SecureRandom random) {
    byte[] bytes =
        readOrMake(
            file,
            () -> {
              byte[] secret = new byte[32];
              random.nextBytes(secret);
              return HexFormat.of().formatHex(secret).getBytes(StandardCharsets.US_ASCII);
            });
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  /// The file's bytes; when there is no file yet it is made, and is on disk before this returns.
  ///
  /// @throws IllegalStateException when others may read it
  static byte[] readOrMake(Path file, Supplier<byte[]> content) {
    try {
      if (!Files.exists(file)) {
        write(file, content.get());
      }
      if (!EnumSet.copyOf(OWNER_ONLY).containsAll(Files.getPosixFilePermissions(file))) {
        throw new IllegalStateException(
            file + " can be read by others; it must have the permissions rw-------");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or make " + file, e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path draft =
        Files.createTempFile(
            directory, ".parley", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
      entry.force(true);
    }
  }
}
