package dev.parley.core.message;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.wire.Members;
import java.util.Optional;

/// What a COMMIT asks to be held (protocol sections 5 and 9).
///
/// @param money how much
/// @param release when it is paid out
/// @param depositor whose money; with two principals it need not be said
/// @param beneficiary who is paid; with two principals it need not be said
public record EscrowTerms(
    Money money,
    ReleaseCondition release,
    Optional<AgentUri> depositor,
    Optional<AgentUri> beneficiary) {

  /// Reads `escrow`, if the body has one.
  static Optional<EscrowTerms> in(Members body) {
    return body.optionalObject("escrow")
        .map(
            json -> {
              Members in = body.inside("escrow");
              Money money = body.take(Money.decode(json, "/content/body/escrow"), Money.NONE);
              Optional<String> release = in.optionalText("releaseCondition");
              Optional<ReleaseCondition> known = release.flatMap(ReleaseCondition::parse);
              if (release.isPresent() && known.isEmpty()) {
                in.wrong("releaseCondition", "has to be fulfillment-verified, deadline or ruling");
              }
              return new EscrowTerms(
                  money,
                  known.orElse(ReleaseCondition.FULFILLMENT_VERIFIED),
                  in.optionalAgent("depositor"),
                  in.optionalAgent("beneficiary"));
            });
  }
}
