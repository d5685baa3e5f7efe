package dev.parley.console.sessions;

import dev.parley.console.words.Plain;
import java.time.Instant;
import java.util.List;

/// A session with its conversation.
///
/// @param session its id
/// @param subject what it is about
/// @param openedAt when it began
/// @param standing where it stands
/// @param entries a stretch of the conversation
/// @param live whether it goes on, so that more may come
public record SessionDetail(
    String session,
    String subject,
    Instant openedAt,
    Standing standing,
    List<Entry> entries,
    boolean live) {
  /// How many messages a page shows.
  public static final int SHOWN = 100;

  /// The first position that is shown.
  ///
  /// @return 0 or more
  public long first() {
    return entries.isEmpty() ? 0 : entries.getFirst().position();
  }

  /// The position behind the last that is shown.
  ///
  /// @return 0 or more
  public long behind() {
    return entries.isEmpty() ? 0 : entries.getLast().position() + 1;
  }

  /// Whether the end of the conversation is shown, so that what comes can be put behind it.
  ///
  /// @return true if so
  public boolean showsEnd() {
    return behind() >= standing.length();
  }

  /// Whether what is said from now on is put behind what is shown.
  ///
  /// @return true if so
  public boolean follows() {
    return live && showsEnd();
  }

  /// Where an earlier stretch begins.
  ///
  /// @return a path with a query
  public String earlierHref() {
    return path() + "?from=" + Math.max(0, first() - SHOWN);
  }

  /// Where a later stretch begins.
  ///
  /// @return a path with a query
  public String laterHref() {
    return path() + "?from=" + behind();
  }

  /// Where it is.
  ///
  /// @return a path
  public String path() {
    return SessionPages.path(session);
  }

  /// When it began, in words.
  ///
  /// @return in UTC
  public String opened() {
    return Plain.time(openedAt);
  }
}
