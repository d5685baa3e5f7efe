package dev.parley.bench.report;

/// Puts a section that was measured alone into the place of the one in a published page. Stateless.
public final class Renewed {
  private Renewed() {}

  /// The page with a section anew, and nothing else.
  ///
  /// @param page the page as it was published
  /// @param section Markdown, from its heading to the empty line before the next
  /// @return the page
  /// @throws IllegalArgumentException when the page has no such section between two others
  public static String page(String page, String section) {
    String heading = section.substring(0, section.indexOf('\n') + 1);
    int from = page.indexOf(heading);
    int to = from < 0 ? from : page.indexOf("\n## ", from) + 1;
    if (to <= 0) {
      throw new IllegalArgumentException("the page has no section \"" + heading.strip() + "\"");
    }
    return page.substring(0, from) + section + page.substring(to);
  }
}
