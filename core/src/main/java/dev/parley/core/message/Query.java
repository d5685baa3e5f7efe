package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.time.Duration;
import java.time.Instant;
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
    Optional<Sealed> sealing)
    implements Message {
  /// The word for a call for proposals.
  public static final String CALL = "cfp";

  /// The longest time between the deadline of a sealed call and the end of its reveal.
  public static final Duration LONGEST_REVEAL = Duration.ofHours(24);

  /// A call whose proposals are hashes until its deadline.
  ///
  /// @param deadline until when proposals are taken
  /// @param revealBy until when they are revealed, if the call says so
  public record Sealed(Instant deadline, Optional<Instant> revealBy) {}

  @Override
  public Performative performative() {
    return Performative.QUERY;
  }

  static Decoded<Message> read(Members in) {
    String id = in.id("queryId");
    String type = in.id("queryType");
    Optional<String> subject = in.optionalText("subject");
    Optional<JsonObject> parameters = in.optionalObject("parameters");
    Optional<Sealed> sealing = in.flag("sealed") ? Optional.of(sealed(in, type)) : Optional.empty();
    return in.result(() -> new Query(id, type, subject, parameters, sealing));
  }

  private static Sealed sealed(Members in, String type) {
    if (!type.equals(CALL)) {
      in.wrong("queryType", "has to be cfp where sealed is true");
    }
    Instant deadline = in.time("deadline");
    Optional<Instant> revealBy = in.optionalTime("revealBy");
    Instant latest = deadline.plus(LONGEST_REVEAL);
    if (revealBy
        .filter(at -> at.isBefore(deadline.plusSeconds(1)) || at.isAfter(latest))
        .isPresent()) {
      in.wrong("revealBy", "from one second to 24 hours after the deadline");
    }
    return new Sealed(deadline, revealBy);
  }
}
