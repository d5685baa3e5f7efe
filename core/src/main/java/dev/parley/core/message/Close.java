package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.util.Optional;

/// CLOSE: ends the session (protocol section 5).
///
/// @param reason `completed`, `no-agreement`, `impasse`, `cancelled` or another word
/// @param summary a summary by the sender, carried along
public record Close(String reason, Optional<JsonObject> summary) implements Message {

  @Override
  public Performative performative() {
    return Performative.CLOSE;
  }

  static Decoded<Message> read(Members in) {
    String reason = in.id("reason");
    Optional<JsonObject> summary =
        in.plainText("summary")
            .map(text -> JsonObject.EMPTY.with("text", text))
            .or(() -> in.optionalObject("summary"));
    return in.result(() -> new Close(reason, summary));
  }
}
