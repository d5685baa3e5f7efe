package dev.parley.a2a.bound;

import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.a2a.Disclosure;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.a2a.SessionReference;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.message.Commit;
import dev.parley.core.wire.Timestamp;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// The side that asks for work under a commitment: tells the session a salt, and names session,
/// commitment and salted terms in the message.
public final class BoundMessage {
  private static final int SALT_BYTES = 16;
  private static final int ATTEMPTS = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  private BoundMessage() {}

  /// Makes a reference to a commitment, and says its new salt in the session, so that the other
  /// side can check it.
  ///
  /// @param session a session in which the commitment was made
  /// @param commitmentId which
  /// @return the reference, good for any number of tasks
  /// @throws IllegalArgumentException if there is no such commitment
  public static SessionReference disclose(Session session, String commitmentId) {
    JsonObject commit =
        session.history().stream()
            .filter(
                m -> m.message() instanceof Commit made && made.commitmentId().equals(commitmentId))
            .map(Received::body)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no commitment " + commitmentId));
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    Disclosure disclosure = new Disclosure(commitmentId, HexFormat.of().formatHex(salt));
    Received said =
        session
            .send(
                Say.inform(Disclosure.INFORM_TYPE, disclosure.json()),
                WhenOvertaken.repeat(ATTEMPTS))
            .orThrow();
    Instant deadline = commit.string("deadline").flatMap(Timestamp::parse).orElseThrow();
    return new SessionReference(
        session.id(),
        commitmentId,
        disclosure.of(commit.object("terms").orElseThrow()),
        said.hash(),
        deadline);
  }

  /// A message that names a commitment. The call has to activate [SessionExtension#URI].
  ///
  /// @param message the message
  /// @param reference the commitment
  /// @return a new message
  public static JsonObject of(JsonObject message, SessionReference reference) {
    return message
        .with("extensions", JsonArray.of(List.of(new JsonString(SessionExtension.URI))))
        .with(
            "metadata",
            message
                .object("metadata")
                .orElse(JsonObject.EMPTY)
                .with(SessionExtension.URI, reference.json()));
  }
}
