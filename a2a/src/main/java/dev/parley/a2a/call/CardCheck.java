package dev.parley.a2a.call;

import dev.parley.core.a2a.CardForm;
import dev.parley.core.a2a.CardSignature;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonObject;

/// What a caller asks of an A2A card before it believes it.
@FunctionalInterface
public interface CardCheck {
  /// No signature is asked for: the card is as good as the address that it came from.
  CardCheck NONE = CardForm::covered;

  /// Judges a card.
  ///
  /// @param card the card as it was fetched
  /// @return what of it may be believed
  Decoded<JsonObject> believed(JsonObject card);

  /// A signature under a key that is known.
  ///
  /// @param verifier the crypto to use
  /// @param keys the keys
  /// @return the check
  static CardCheck signedBy(Verifier verifier, CardSignature.Keys keys) {
    return card -> CardSignature.verified(card, verifier, keys);
  }
}
