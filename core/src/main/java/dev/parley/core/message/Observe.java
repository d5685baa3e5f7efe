package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.wire.Members;
import java.util.Optional;

/// OBSERVE: the sender becomes an observer from here on (protocol section 5).
///
/// @param scope what it wants to watch, for people
/// @param reason why, for people
public record Observe(Optional<String> scope, Optional<String> reason) implements Message {

  @Override
  public Performative performative() {
    return Performative.OBSERVE;
  }

  static Decoded<Message> read(Members in) {
    Optional<String> scope = in.optionalText("scope");
    Optional<String> reason = in.optionalText("reason");
    return in.result(() -> new Observe(scope, reason));
  }
}
