package dev.parley.server.registry;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.Component;
import dev.parley.core.trust.TrustScore;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An agent's trust as far as its identity and its keys give it, on one UTC day (protocol section
/// 10): `T = 0.20 IV + 0.10 SP`, the other components being 0 for an agent without evidence.
///
/// @param identity the component IV
/// @param security the component SP
/// @param total T
/// @param asOf the beginning of the day
record Score(BigDecimal identity, BigDecimal security, BigDecimal total, Instant asOf) {
  private static final int DAYS_OF_A_YEAR = 365;
  private static final BigDecimal IDENTITY_SHARE = new BigDecimal("0.20");
  private static final BigDecimal SECURITY_SHARE = new BigDecimal("0.10");
  private static final List<String> WITHOUT_EVIDENCE = List.of("CH", "CF", "BC", "RQ", "ER", "PE");

  /// Who holds the keys, as points of the component SP.
  enum Holder {
    AGENT(100),
    NODE(50);

    private final int points;

    Holder(int points) {
      this.points = points;
    }
  }

  /// The score of a day. An unbroken chain of cards is a condition of registration, so its third of
  /// SP is always full.
  ///
  /// @param identity 0 to 100
  /// @param keySince when the signing key was registered
  static Score of(int identity, Holder holder, Instant keySince, Instant now) {
    Instant day = now.truncatedTo(ChronoUnit.DAYS);
    long days = Duration.between(keySince.truncatedTo(ChronoUnit.DAYS), day).toDays();
    long age = Math.clamp(days, 0, DAYS_OF_A_YEAR);
    BigDecimal thirds =
        new BigDecimal(BigInteger.valueOf((holder.points + 100L) * DAYS_OF_A_YEAR + 100 * age));
    BigDecimal security =
        thirds.divide(BigDecimal.valueOf(3L * DAYS_OF_A_YEAR), 2, RoundingMode.HALF_EVEN);
    BigDecimal iv = BigDecimal.valueOf(identity);
    BigDecimal total =
        IDENTITY_SHARE
            .multiply(iv)
            .add(SECURITY_SHARE.multiply(security))
            .setScale(2, RoundingMode.HALF_EVEN);
    return new Score(iv, security, total, day);
  }

  /// Of nobody.
  static Score none(Instant now) {
    return new Score(
        BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, now.truncatedTo(ChronoUnit.DAYS));
  }

  /// The score as the core has it: no evidence, so nobody stands behind it.
  TrustScore withParts(AgentUri agent) {
    return new TrustScore(
        agent,
        LocalDate.ofInstant(asOf, ZoneOffset.UTC),
        hundredths(),
        Map.of(
            Component.IV, hundredths(identity),
            Component.SP, hundredths(security)),
        hundredths(),
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static int hundredths(BigDecimal points) {
    return points.movePointRight(2).intValueExact();
  }

  double value() {
    return total.doubleValue();
  }

  int hundredths() {
    return hundredths(total);
  }

  JsonObject components() {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("IV", new JsonNumber(identity.doubleValue()))
            .put("SP", new JsonNumber(security.doubleValue()));
    WITHOUT_EVIDENCE.forEach(component -> out.put(component, 0));
    return out.build();
  }
}
