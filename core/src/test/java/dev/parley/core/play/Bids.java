package dev.parley.core.play;

import dev.parley.core.Calls;
import dev.parley.core.Words;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SealedTerms;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SealedCallRules;
import dev.parley.core.session.Talk;
import java.time.Instant;

/// The bids of random sessions. What each hides follows from its id.
final class Bids {
  private static final String SALT = "000102030405060708090a0b0c0d0e0f";

  private Bids() {}

  private static JsonObject terms(String id) {
    return JsonObject.EMPTY.with("price", Math.abs(id.hashCode() % 100));
  }

  static SealedTerms sealed(Talk talk, Matter.Call call, String id, Participant bidder) {
    return SealedTerms.of(talk.opening().session(), call.id(), id, bidder.agent(), SALT, terms(id));
  }

  /// All of them.
  static Words reveal(Talk talk, Matter.Call call, Instant now) {
    return Calls.reveal(
        call.id(),
        SealedCallRules.bids(talk, call, now).stream()
            .map(
                bid ->
                    JsonObject.EMPTY
                        .with("proposalId", bid.id())
                        .with("salt", SALT)
                        .with("terms", terms(bid.id())))
            .toArray(JsonObject[]::new));
  }
}
