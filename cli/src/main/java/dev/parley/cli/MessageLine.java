package dev.parley.cli;

import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.Optional;

/// A message on one line: where, when, what, about what, by whom.
final class MessageLine {
  private static final String[] TELLING = {
    "informType",
    "commitmentId",
    "fulfillmentId",
    "delegationId",
    "escalationId",
    "proposalId",
    "queryId",
    "referenceId",
    "inReplyTo",
    "reason"
  };

  private MessageLine() {}

  static String of(long position, Instant acceptedAt, Envelope envelope) {
    return String.format(
        "%7d %s  %-9s %s  %s",
        position,
        Timestamp.format(acceptedAt),
        envelope.performative(),
        envelope.sender().agentId(),
        subject(envelope.body()));
  }

  /// The word or the id by which a reader recognises a message.
  private static String subject(JsonObject body) {
    for (String member : TELLING) {
      Optional<String> text = body.string(member);
      if (text.isPresent()) {
        return text.get();
      }
    }
    return "";
  }
}
