package dev.parley.console.lab;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// The results that come with this version. Stateless.
public final class Published {
  /// Their names.
  public static final List<String> NAMES = List.of("trust", "negotiation");

  private Published() {}

  /// Reads one.
  ///
  /// @param name one of [#NAMES]
  /// @return what it says
  public static Decoded<LabReport> read(String name) {
    try (InputStream in = Published.class.getResourceAsStream("lab-" + name + ".json")) {
      return in == null
          ? Decoded.refused(ErrorCode.MALFORMED.because("it is missing from the distribution"))
          : LabReport.decode(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the published results of " + name, e);
    }
  }

  static List<Kept> all() {
    return NAMES.stream().map(Published::kept).toList();
  }

  static Optional<Kept> find(String name) {
    return NAMES.contains(name) ? Optional.of(kept(name)) : Optional.empty();
  }

  private static Kept kept(String name) {
    return switch (read(name)) {
      case Decoded.Valid<LabReport>(LabReport report) -> new Kept.Legible(name, report);
      case Decoded.Refused<LabReport>(var refusal) -> new Kept.Illegible(name, refusal.message());
    };
  }
}
