package dev.parley.core;

import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SealedTerms;
import dev.parley.core.session.SealedCallRules;
import java.time.Instant;
import java.util.List;

/// What is said in sealed calls, in tests.
public final class Calls {
  private Calls() {}

  /// QUERY: a sealed call for proposals.
  ///
  /// @param id the call's id
  /// @param deadline until when bids are taken
  /// @return the words
  public static Words open(String id, Instant deadline) {
    return Words.of(
            Performative.QUERY,
            JsonObject.EMPTY
                .with("queryId", id)
                .with("queryType", "cfp")
                .with("sealed", JsonBoolean.TRUE))
        .with("deadline", deadline);
  }

  /// PROPOSE: a sealed bid.
  ///
  /// @param id the proposal's id
  /// @param call the call
  /// @param sealed the hash
  /// @return the words
  public static Words bid(String id, String call, SealedTerms sealed) {
    return Words.propose(id).with("inReplyTo", call).with("terms", sealed.terms());
  }

  /// INFORM `reveal`.
  ///
  /// @param call the call
  /// @param reveals what was handed in
  /// @return the words
  public static Words reveal(String call, JsonObject... reveals) {
    return Words.of(Performative.INFORM, SealedCallRules.body(call, List.of(reveals)));
  }
}
