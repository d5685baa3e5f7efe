package dev.parley.core.dispute;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a ruling or a vote says: `{upheld, severity, valueShare}` (protocol section 11).
///
/// @param upheld whether the complaint is right
/// @param severity 1 to 5; counts only for whoever is found in breach
/// @param valueShare the part of the held escrow that goes to the side harmed, 0 to 1 in at most
///   [#SHARE_DIGITS] decimal places; 0 if not upheld
public record Decision(boolean upheld, int severity, BigDecimal valueShare) {
  /// The most decimal places of a share.
  public static final int SHARE_DIGITS = 6;

  /// The greatest severity.
  public static final int MAX_SEVERITY = 5;

  private static final Pattern SHARE = Pattern.compile("0|1|0\\.[0-9]{1,6}|1\\.0{1,6}");

  /// Brings the share into one spelling.
  ///
  /// @throws IllegalArgumentException if a part is outside its range
  public Decision {
    valueShare = plain(valueShare);
    boolean shared = valueShare.signum() >= 0 && valueShare.compareTo(BigDecimal.ONE) <= 0;
    if (severity < 1
        || severity > MAX_SEVERITY
        || !shared
        || valueShare.scale() > SHARE_DIGITS
        || (!upheld && valueShare.signum() != 0)) {
      throw new IllegalArgumentException("not a decision: " + severity + ", " + valueShare);
    }
  }

  /// That the complaint is wrong.
  ///
  /// @param severity for whoever is in breach then, if anybody
  /// @return not upheld, without a share
  public static Decision denied(int severity) {
    return new Decision(false, severity, BigDecimal.ZERO);
  }

  static BigDecimal plain(BigDecimal share) {
    BigDecimal stripped = share.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /// Reads the three members from outside: `upheld`, `severity`, `valueShare`.
  ///
  /// @param in the object that has them; notes what is wrong
  /// @return nothing if one is missing or wrong
  public static Optional<Decision> read(Members in) {
    boolean upheld = in.truth("upheld");
    int severity = severity(in);
    BigDecimal share = share(in, "valueShare").orElse(BigDecimal.ONE.negate());
    if (share.signum() < 0) {
      in.wrong("valueShare", "is required");
      return Optional.empty();
    }
    if (!upheld && share.signum() != 0) {
      in.wrong("valueShare", "has to be 0 where nothing is upheld");
      return Optional.empty();
    }
    return Optional.of(new Decision(upheld, severity, share));
  }

  static int severity(Members in) {
    long severity = in.count("severity");
    if (severity < 1 || severity > MAX_SEVERITY) {
      in.wrong("severity", "has to be 1 to " + MAX_SEVERITY);
      return 1;
    }
    return (int) severity;
  }

  /// A share as a decimal text or a number.
  static Optional<BigDecimal> share(Members in, String name) {
    if (!in.has(name)) {
      return Optional.empty();
    }
    Optional<String> text = in.plainText(name);
    String digits =
        text.orElseGet(() -> in.optionalNumber(name).map(JsonNumber::canonicalText).orElse(""));
    if (!SHARE.matcher(digits).matches()) {
      in.wrong(name, "has to be 0 to 1 in at most " + SHARE_DIGITS + " decimal places");
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(digits));
  }

  void write(JsonObject.Builder out) {
    out.put("upheld", upheld).put("severity", severity).put("valueShare", text(valueShare));
  }

  static String text(BigDecimal share) {
    return plain(share).toPlainString();
  }

  /// What most of the seats of a panel decided: the side of the majority, and of its votes the
  /// median of each figure (the lower one of two), so that nobody gains by exaggerating.
  static Optional<Decision> majority(List<Decision> votes, int seats) {
    for (boolean upheld : new boolean[] {true, false}) {
      List<Decision> side = votes.stream().filter(v -> v.upheld == upheld).toList();
      if (2 * side.size() > seats) {
        int middle = (side.size() - 1) / 2;
        int severity = side.stream().map(Decision::severity).sorted().toList().get(middle);
        BigDecimal share =
            side.stream()
                .map(Decision::valueShare)
                .sorted(Comparator.naturalOrder())
                .toList()
                .get(middle);
        return Optional.of(new Decision(upheld, severity, share));
      }
    }
    return Optional.empty();
  }
}
