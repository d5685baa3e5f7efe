package dev.parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What must hold of a store after anything that happened to it.
final class StoredTruth {
  private StoredTruth() {}

  /// Every acknowledged message is there, every session is whole and without gaps.
  static void check(NodeStore store, List<NodeProcess.Acknowledged> acknowledged) {
    ScrubReport report = store.scrub(Script::links);
    assertThat(report.findings()).isEmpty();
    assertThat(report.fileDamage()).isEmpty();
    Map<UUID, List<StoredMessage>> read = new HashMap<>();
    for (NodeProcess.Acknowledged one : acknowledged) {
      List<StoredMessage> messages =
          read.computeIfAbsent(one.session(), session -> all(store, session));
      assertThat(messages).as("%s", one).hasSizeGreaterThan((int) one.position());
      StoredMessage message = messages.get((int) one.position());
      assertThat(message.position()).as("%s", one).isEqualTo(one.position());
      assertThat(message.hash()).as("%s", one).isEqualTo(one.hash());
    }
  }

  private static List<StoredMessage> all(NodeStore store, UUID session) {
    List<StoredMessage> all = new ArrayList<>();
    List<StoredMessage> page = store.messages(session, 0, 1_000);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = store.messages(session, all.size(), 1_000);
    }
    return all;
  }
}
