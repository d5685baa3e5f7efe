package dev.parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A store opened for each test, and short ways to say what is appended.
abstract class StoreUnderTest {
  NodeStore store;

  abstract NodeStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  AppendOutcome append(Append append) {
    return store.append(append).join();
  }

  StoredMessage appended(Append append) {
    assertThat(append(append)).isInstanceOf(AppendOutcome.Appended.class);
    return append.message();
  }

  static Append withHead(Append append, Hash head) {
    return new Append(
        append.session(),
        append.epoch(),
        head,
        append.message(),
        append.after(),
        append.notices(),
        append.pins(),
        append.orders(),
        append.exposures(),
        append.evidence(),
        Optional.empty());
  }

  static Append withNotices(Append append, Notice... notices) {
    return new Append(
        append.session(),
        append.epoch(),
        append.expectedHead(),
        append.message(),
        append.after(),
        List.of(notices),
        append.pins(),
        append.orders(),
        append.exposures(),
        append.evidence(),
        Optional.empty());
  }

  static Append withPins(Append append, PinnedCard... pins) {
    return new Append(
        append.session(),
        append.epoch(),
        append.expectedHead(),
        append.message(),
        append.after(),
        append.notices(),
        List.of(pins),
        append.orders(),
        append.exposures(),
        append.evidence(),
        Optional.empty());
  }

  static Append withReceived(Append append, String received) {
    StoredMessage message = append.message();
    return new Append(
        append.session(),
        append.epoch(),
        append.expectedHead(),
        new StoredMessage(
            message.position(),
            message.messageId(),
            message.sender(),
            message.hash(),
            message.acceptedAt(),
            message.canonical(),
            Content.of(received.getBytes(StandardCharsets.UTF_8))),
        append.after(),
        append.notices(),
        append.pins(),
        append.orders(),
        append.exposures(),
        append.evidence(),
        Optional.empty());
  }
}
