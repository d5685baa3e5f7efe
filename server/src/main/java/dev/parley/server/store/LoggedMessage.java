package dev.parley.server.store;

import java.util.List;
import java.util.UUID;

/// An accepted message at its place among all that the node has accepted.
///
/// @param number its place: it only grows, and may skip numbers
/// @param session the session that it belongs to
/// @param message the message
/// @param readers the agent URIs of all who may see the session now
/// @param notices what it has put into inboxes
public record LoggedMessage(
    long number,
    UUID session,
    StoredMessage message,
    List<String> readers,
    List<InboxNotice> notices) {

  /// Copies the lists.
  public LoggedMessage {
    readers = List.copyOf(readers);
    notices = List.copyOf(notices);
  }

  /// An entry in an inbox.
  ///
  /// @param agent whose inbox
  /// @param entry the entry
  public record InboxNotice(String agent, InboxEntry entry) {}
}
