package dev.parley.console.words;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// Single values, as people read them. Stateless.
public final class Plain {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /// What turns the direction of a line, or is not seen.
  static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private static final int HASH_SHOWN = 10;
  private static final int TEXT_SHOWN = 400;

  private Plain() {}

  /// Somebody's words, with what cannot be seen made visible, and cut where they are very long.
  ///
  /// @param words the words
  /// @return at most 400 characters and an ellipsis
  public static String text(String words) {
    String seen = UNSEEN.matcher(words).replaceAll("\uFFFD");
    return seen.length() <= TEXT_SHOWN ? seen : seen.substring(0, TEXT_SHOWN) + "…";
  }

  /// Whether all of a text can be seen.
  ///
  /// @param words the text, of one line
  /// @return false when there is something in it that is not shown, or that turns its direction
  public static boolean isSeen(String words) {
    return !UNSEEN.matcher(words).find();
  }

  /// An agent without the scheme.
  ///
  /// @param agent the agent
  /// @return such as `acme.example/buyer`
  public static String agent(AgentUri agent) {
    return agent(agent.text());
  }

  /// An agent without the scheme.
  ///
  /// @param uri the agent's URI
  /// @return such as `acme.example/buyer`
  public static String agent(String uri) {
    return uri.replaceFirst("^agent://", "");
  }

  /// The beginning of a hash.
  ///
  /// @param hash the hash
  /// @return enough to compare by eye
  public static String hash(Hash hash) {
    String digits = hash.text().replaceFirst("^.*:", "");
    return digits.substring(0, HASH_SHOWN);
  }

  /// A time.
  ///
  /// @param instant the time
  /// @return in UTC, to the second
  public static String time(Instant instant) {
    return TIME.format(instant) + " UTC";
  }

  /// How long something takes, in its two largest units; the second is left out where it is 0.
  ///
  /// @param duration 0 or more
  /// @return such as `2 h 5 min`
  public static String duration(Duration duration) {
    long days = duration.toDays();
    if (days > 0) {
      return days + " d" + rest(duration.toHoursPart(), " h");
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h" + rest(duration.toMinutesPart(), " min");
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min" + rest(duration.toSecondsPart(), " s")
        : duration.toSeconds() + " s";
  }

  private static String rest(int count, String unit) {
    return count == 0 ? "" : " " + count + unit;
  }

  /// An amount.
  ///
  /// @param money the amount
  /// @return such as `236 USD`
  public static String money(Money money) {
    return money.amount().toPlainString() + " " + money.currency();
  }

  /// A word of the protocol's as people write it. In some places an agent may choose its own.
  ///
  /// @param name such as `UNDER_REVIEW`
  /// @return such as `under review`
  public static String word(String name) {
    return text(name).toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
  }

  /// A score, or a part of one.
  ///
  /// @param hundredths 0 to 10,000
  /// @return such as `63.42`
  public static String points(int hundredths) {
    return BigDecimal.valueOf(hundredths, 2).toPlainString();
  }
}
