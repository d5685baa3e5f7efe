package dev.parley.console.page;

import dev.parley.server.http.Answer;
import dev.parley.server.http.Request;
import java.util.List;

/// Words for people what the node refuses before a page is asked: paths that are not there, too
/// many requests, faults. Thread-safe.
public final class RefusalPage {
  private final Site site;

  /// Makes it.
  ///
  /// @param site the pages
  public RefusalPage(Site site) {
    this.site = site;
  }

  /// A refusal as a page, with the headers that it had.
  ///
  /// @param request what was asked
  /// @param answer what it came to
  /// @return the same for what is no refusal in JSON
  public Answer of(Request request, Answer answer) {
    boolean json =
        answer.fields().stream()
            .anyMatch(
                field -> field.name().equals("Content-Type") && field.value().equals(Answer.JSON));
    if (answer.status() < 400 || !json) {
      return answer;
    }
    List<Answer.Field> others =
        answer.fields().stream().filter(field -> !field.name().equals("Content-Type")).toList();
    return site.html()
        .sorry(
            answer.status(),
            site.door().who(request),
            title(answer.status()),
            words(answer.status()))
        .with(others);
  }

  private static String title(int status) {
    return switch (status) {
      case 404 -> "Nothing here";
      case 429 -> "Too many requests";
      case 503 -> "Not now";
      case 500 -> "Something went wrong";
      default -> "Not understood";
    };
  }

  private static String words(int status) {
    return switch (status) {
      case 404 -> "There is no such page.";
      case 429 -> "The node takes no more from your address for a moment. Wait, then load it anew.";
      case 503 -> "The node is busy, or its store does not answer. Wait, then load it anew.";
      case 500 -> "It is in the node's log. Nothing was changed.";
      default -> "The request is not one that this page takes. Nothing was changed.";
    };
  }
}
