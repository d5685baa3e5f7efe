package dev.parley.core.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Times on the wire: RFC 3339 with `Z` and exactly three digits of milliseconds, as in
/// `2026-01-31T12:00:00.000Z` (protocol section 2). One instant has one spelling.
public final class Timestamp {
  /// The last time that has a spelling.
  public static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private static final String FORM = "dddd-dd-ddTdd:dd:dd.dddZ";

  private Timestamp() {}

  /// Reads a time from outside.
  ///
  /// @param text any text
  /// @return the instant, or nothing if the text is not of the one form
  public static Optional<Instant> parse(String text) {
    if (text.length() != FORM.length()) {
      return Optional.empty();
    }
    for (int i = 0; i < FORM.length(); i++) {
      char c = text.charAt(i);
      boolean fits = FORM.charAt(i) == 'd' ? c >= '0' && c <= '9' : c == FORM.charAt(i);
      if (!fits) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(text, 0, 4),
                  number(text, 5, 7),
                  number(text, 8, 10),
                  number(text, 11, 13),
                  number(text, 14, 16),
                  number(text, 17, 19),
                  number(text, 20, 23) * 1_000_000)
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  /// Writes a time.
  ///
  /// @param instant a time in the years 0 to 9999; what is finer than a millisecond is cut off
  /// @return the one spelling of it
  public static String format(Instant instant) {
    LocalDateTime t = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    StringBuilder out = new StringBuilder(FORM.length());
    digits(out, t.getYear(), 4).append('-');
    digits(out, t.getMonthValue(), 2).append('-');
    digits(out, t.getDayOfMonth(), 2).append('T');
    digits(out, t.getHour(), 2).append(':');
    digits(out, t.getMinute(), 2).append(':');
    digits(out, t.getSecond(), 2).append('.');
    return digits(out, t.getNano() / 1_000_000, 3).append('Z').toString();
  }

  /// The earlier of two times.
  ///
  /// @param one a time
  /// @param other another
  /// @return whichever comes first
  public static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// How far two times lie apart, whichever comes first.
  ///
  /// @param one a time
  /// @param other another
  /// @return not negative
  public static Duration apart(Instant one, Instant other) {
    // Not Duration.abs(), which goes through BigDecimal.
    return one.isBefore(other) ? Duration.between(one, other) : Duration.between(other, one);
  }

  /// Cuts a time to what the wire can carry.
  ///
  /// @param instant any time
  /// @return the same in whole milliseconds
  public static Instant whole(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  private static StringBuilder digits(StringBuilder out, int value, int width) {
    int scale = 1;
    for (int i = 1; i < width; i++) {
      scale *= 10;
    }
    for (; scale > 0; scale /= 10) {
      out.append((char) ('0' + value / scale % 10));
    }
    return out;
  }
}
