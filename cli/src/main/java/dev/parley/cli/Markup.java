package dev.parley.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/// Builds HTML. Whatever is not written here by ourselves goes through [#text] and stands in the
/// page as words, never as markup. Not thread-safe.
final class Markup {
  /// What turns the direction of a line, or is not seen.
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private final StringBuilder out = new StringBuilder();

  /// Markup of ours.
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  /// Somebody's words.
  Markup text(String words) {
    out.append(escaped(words));
    return this;
  }

  /// An element with words in it.
  Markup element(String name, String words) {
    return raw("<" + name + ">").text(words).raw("</" + name + ">\n");
  }

  /// A cell of a table.
  Markup cell(String words) {
    return raw("<td>").text(words).raw("</td>");
  }

  /// A cell with a number.
  Markup number(String words) {
    return raw("<td class=n>").text(words).raw("</td>");
  }

  /// The head of a table whose columns have these names.
  Markup head(String... names) {
    raw("<div class=scroll><table><thead><tr>");
    for (String name : names) {
      element("th", name);
    }
    return raw("</tr></thead><tbody>\n");
  }

  /// The end of a table.
  Markup foot() {
    return raw("</tbody></table></div>\n");
  }

  /// Words as they can stand between tags and in quotes.
  static String escaped(String words) {
    return UNSEEN
        .matcher(words)
        .replaceAll("\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// A coordinate.
  static String at(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
