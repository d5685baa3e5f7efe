package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.util.Optional;

/// QUERY: asks something (protocol section 5).
///
/// @param queryId unique in the session
/// @param queryType `capability`, `status`, `cfp` or another word
/// @param subject for people
/// @param parameters what exactly is asked
/// @param sealing whether answers stay secret until a deadline
public record Query(
    String queryId,
    String queryType,
    Optional<String> subject,
    Optional<JsonObject> parameters,
    Sealing sealing)
    implements Message {

  /// Whether the answers to a call for proposals are sealed.
  public enum Sealing {
    /// Everybody sees every answer at once.
    OPEN,
    /// Answers are hashes until a deadline.
    SEALED
  }

  @Override
  public Performative performative() {
    return Performative.QUERY;
  }

  static Decoded<Message> read(Members in) {
    String id = in.id("queryId");
    String type = in.id("queryType");
    Optional<String> subject = in.optionalText("subject");
    Optional<JsonObject> parameters = in.optionalObject("parameters");
    Sealing sealing = in.flag("sealed") ? Sealing.SEALED : Sealing.OPEN;
    return in.result(() -> new Query(id, type, subject, parameters, sealing));
  }
}
