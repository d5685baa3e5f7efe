package dev.parley.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Vectors;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files `vectors/cards`: which card continues which.
class GoldenCardsTest {
  private static final String ACCEPTED = "cards/accepted.json";
  private static final String REFUSED = "cards/refused.json";

  static Stream<Named<JsonObject>> accepted() {
    return named(ACCEPTED);
  }

  static Stream<Named<JsonObject>> refused() {
    return named(REFUSED);
  }

  private static Stream<Named<JsonObject>> named(String file) {
    return Vectors.cases(file).stream().map(c -> Named.of(Vectors.text(c, "id"), c));
  }

  private static Decoded<AgentCard> continued(JsonObject vector) {
    Optional<AgentCard> previous =
        vector.object("previous").map(json -> AgentCard.decode(json).orThrow());
    return AgentCard.decode(vector.object("card").orElseThrow())
        .then(card -> card.continuing(previous, Cast.VERIFIER));
  }

  @Test
  void theCardsAreReproduced() {
    Vectors.assertReproduced(
        ACCEPTED,
        "Cards that continue the card `previous`, or begin a chain where there is none.",
        GoldenCards.accepted());
    Vectors.assertReproduced(
        REFUSED,
        "Cards that do not continue the card `previous`, or cannot begin a chain where there is none, and the code with which they are refused.",
        GoldenCards.refused());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void takesACardThatContinuesTheChain(JsonObject vector) {
    AgentCard card = continued(vector).orThrow();

    JsonObject integrity = card.json().object("integrity").orElseThrow();
    JsonObject hashed = card.json().with("integrity", integrity.without("hash", "signature"));
    Hash hash = Hash.of(CanonicalJson.bytes(hashed));
    assertThat(card.hash()).isEqualTo(hash);
    AgentCard signing =
        vector.object("previous").map(json -> AgentCard.decode(json).orThrow()).orElse(card);
    byte[] signed = SigningPurpose.CARD.input(hash);
    assertThat(Cast.VERIFIER.ed25519(signing.signingKey(), signed, card.signature().raw()))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesACardThatDoesNot(JsonObject vector) {
    Decoded<AgentCard> outcome = continued(vector);

    assertThat(outcome).isInstanceOf(Decoded.Refused.class);
    assertThat(((Decoded.Refused<AgentCard>) outcome).refusal().code().wire())
        .as(Vectors.text(vector, "why"))
        .isEqualTo(Vectors.text(vector, "code"));
  }

  @Test
  void noCardIsNamedTwice() {
    assertThat(accepted().map(Named::getName)).doesNotHaveDuplicates();
    assertThat(refused().map(Named::getName)).doesNotHaveDuplicates();
  }
}
