package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads everything again and says what does not fit.
final class Scrub {
  private static final int PAGE = 200;

  private final SessionReads reads;
  private final EnvelopeLinks links;
  private final List<ScrubReport.Finding> findings = new ArrayList<>();
  private long sessions;
  private long messages;

  Scrub(SessionReads reads, EnvelopeLinks links) {
    this.reads = reads;
    this.links = links;
  }

  ScrubReport run() {
    List<String> fileDamage = reads.fileDamage(ScrubReport.FINDINGS_MAX);
    findings.addAll(reads.strays(ScrubReport.FINDINGS_MAX));
    UUID after = new UUID(0, 0);
    List<StoredSession> page = reads.sessionsAfter(after, PAGE);
    while (!page.isEmpty() && !full()) {
      for (StoredSession session : page) {
        sessions++;
        check(session);
      }
      after = page.getLast().session();
      page = reads.sessionsAfter(after, PAGE);
    }
    return new ScrubReport(sessions, messages, fileDamage, findings);
  }

  private boolean full() {
    return findings.size() >= ScrubReport.FINDINGS_MAX;
  }

  // Reads up to the length that the session had when it was listed, since appends go on meanwhile.
  private void check(StoredSession session) {
    Hash head = Hash.ZERO; // null after a damaged message: its successor's link cannot be judged
    long next = 0;
    while (next < session.length() && !full()) {
      List<StoredMessage> page = page(session, next);
      if (page.isEmpty()) { // damaged or missing, and said so
        head = null;
        next++;
      }
      for (StoredMessage message : page) {
        check(session.session(), message, head);
        head = message.hash();
        next++;
      }
    }
    if (!full() && head != null && !head.equals(session.head())) {
      add(
          session.session(),
          next,
          "the session's head is " + session.head().text() + ", its last message " + head.text());
    }
  }

  /// The messages from a position on without a gap; empty when the first one is damaged or missing.
  private List<StoredMessage> page(StoredSession session, long next) {
    int wanted = (int) Math.min(PAGE, session.length() - next);
    try {
      return withoutGap(session.session(), next, reads.messages(session.session(), next, wanted));
    } catch (StoreFailure pageDamaged) {
      try {
        return withoutGap(session.session(), next, reads.messages(session.session(), next, 1));
      } catch (StoreFailure messageDamaged) {
        add(session.session(), next, String.valueOf(messageDamaged.getMessage()));
        return List.of();
      }
    }
  }

  private List<StoredMessage> withoutGap(UUID session, long next, List<StoredMessage> page) {
    int length = 0;
    while (length < page.size() && page.get(length).position() == next + length) {
      length++;
    }
    if (length == 0) {
      add(session, next, "missing");
    }
    return page.subList(0, length);
  }

  private void check(UUID session, StoredMessage message, @Nullable Hash head) {
    messages++;
    Optional<EnvelopeLinks.Links> found = links.of(message.canonical());
    if (found.isEmpty()) {
      add(session, message.position(), "not an envelope");
      return;
    }
    Hash hash = found.get().hash();
    Hash previous = found.get().previousHash();
    if (!hash.equals(message.hash())) {
      add(
          session,
          message.position(),
          "hashes to " + hash.text() + ", stored as " + message.hash().text());
    } else if (head != null && !previous.equals(head)) {
      add(
          session,
          message.position(),
          "follows " + previous.text() + ", stored after " + head.text());
    }
  }

  private void add(UUID session, long position, String damage) {
    if (!full()) {
      findings.add(new ScrubReport.Finding(session, position, damage));
    }
  }
}
