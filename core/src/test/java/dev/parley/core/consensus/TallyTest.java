package dev.parley.core.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.consensus.Tally.Choice;
import dev.parley.core.consensus.Tally.Outcome;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.ConsensusRule;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Counting votes: by hand, and against a plain reading of the contract's sentence.
final class TallyTest {

  private static Decoded<ConsensusRule> read(String json) {
    byte[] bytes = ("{\"c\":" + json + "}").getBytes(StandardCharsets.UTF_8);
    JsonValue value = ((Parsed.Value) StrictJson.read(bytes, JsonLimits.MESSAGE)).value();
    return ConsensusRule.decode(
        Objects.requireNonNull(((JsonObject) value).get("c")), "/consensus");
  }

  private static ConsensusRule rule(String json) {
    return read(json).orThrow();
  }

  /// `+` yes, `-` no, `0` abstains, `.` silent: of a, b, c, in turn.
  private static Outcome outcome(ConsensusRule rule, String votes) {
    Set<String> electorate = new TreeSet<>();
    for (int i = 0; i < votes.length(); i++) {
      electorate.add(String.valueOf((char) ('a' + i)));
    }
    Tally tally = Tally.of(rule, electorate);
    for (int i = 0; i < votes.length(); i++) {
      String organisation = String.valueOf((char) ('a' + i));
      tally =
          switch (votes.charAt(i)) {
            case '+' -> tally.with(organisation, Choice.FOR);
            case '-' -> tally.with(organisation, Choice.AGAINST);
            case '0' -> tally.with(organisation, Choice.ABSTAIN);
            default -> tally;
          };
    }
    return tally.outcome();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "\"unanimous\" +++ PASSED",
        "\"unanimous\" ++. OPEN",
        "\"unanimous\" ++0 FAILED",
        "\"unanimous\" ++- FAILED",
        "\"majority\" ++. PASSED",
        "\"majority\" +.. OPEN",
        "\"majority\" ++.. OPEN",
        "\"majority\" +0-. FAILED",
        "\"majority\" +-.... OPEN",
        "\"majority\" 00.. FAILED",
        "{\"rule\":\"majority\"} ++. PASSED",
        "{\"quorum\":\"2/3\"} ++. PASSED",
        "{\"quorum\":\"2/3\"} ++.... OPEN",
        "{\"quorum\":\"2/3\"} +--.. FAILED",
        "{\"quorum\":\"1/3\"} +.. PASSED",
        "{\"quorum\":\"333333/1000000\"} +.. PASSED",
        "{\"quorum\":\"333334/1000000\"} +.. OPEN",
        "{\"weighted\":{\"a\":50,\"b\":49,\"c\":1},\"threshold\":\"51/100\"} +.. OPEN",
        "{\"weighted\":{\"a\":50,\"b\":49,\"c\":1},\"threshold\":\"51/100\"} +.+ PASSED",
        "{\"weighted\":{\"a\":50,\"b\":49,\"c\":1},\"threshold\":\"51/100\"} -++ FAILED",
        "{\"weighted\":{\"a\":1},\"threshold\":\"1/2\"} .++ OPEN",
        "{\"weighted\":{\"a\":1},\"threshold\":\"1/2\"} +.. PASSED",
        "{\"weighted\":{\"x\":1},\"threshold\":\"1/2\"} +++ FAILED",
        "{\"rule\":\"majority\",\"veto\":[\"c\"]} ++. OPEN",
        "{\"rule\":\"majority\",\"veto\":[\"c\"]} ++0 PASSED",
        "{\"rule\":\"majority\",\"veto\":[\"c\"]} ++- FAILED",
        "{\"rule\":\"majority\",\"veto\":[\"c\"]} ..- FAILED",
        "{\"rule\":\"majority\",\"veto\":[\"z\"]} ++. PASSED"
      })
  void counts(String rule, String votes, Outcome expected) {
    assertThat(outcome(rule(rule), votes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"some\"",
        "1",
        "{}",
        "{\"rule\":\"all\"}",
        "{\"rule\":\"majority\",\"quorum\":\"1/2\"}",
        "{\"quorum\":\"0/2\"}",
        "{\"quorum\":\"3/2\"}",
        "{\"quorum\":\"1/0\"}",
        "{\"quorum\":\"-1/2\"}",
        "{\"quorum\":\"1/1000001\"}",
        "{\"quorum\":0.5}",
        "{\"weighted\":{},\"threshold\":\"1/2\"}",
        "{\"weighted\":{\"a\":1}}",
        "{\"weighted\":{\"a\":-1},\"threshold\":\"1/2\"}",
        "{\"weighted\":{\"a\":0.5},\"threshold\":\"1/2\"}",
        "{\"weighted\":{\"a\":1000001},\"threshold\":\"1/2\"}",
        "{\"rule\":\"majority\",\"veto\":\"a\"}"
      })
  void refusesWhatIsNoRule(String json) {
    assertThat(read(json))
        .isInstanceOfSatisfying(
            Decoded.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(ErrorCode.MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"unanimous\"",
        "{\"quorum\":\"2/3\",\"veto\":[\"b\",\"a\"]}",
        "{\"weighted\":{\"a\":3,\"b\":2},\"threshold\":\"1/2\"}"
      })
  void writesARuleAsItIsRead(String json) {
    ConsensusRule rule = rule(json);
    assertThat(ConsensusRule.decode(rule.json(), "").orThrow()).isEqualTo(rule);
  }

  @Test
  void aFirstVoteStandsAndAStrangerHasNone() {
    Tally tally = Tally.of(rule("\"majority\""), Set.of("a", "b", "c")).with("a", Choice.FOR);
    assertThat(tally.awaits("a")).isFalse();
    assertThat(tally.awaits("z")).isFalse();
    assertThatThrownBy(() -> tally.with("a", Choice.AGAINST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tally.with("z", Choice.FOR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// What has passed or failed stays so whatever comes, and when all have spoken nothing is open.
  @Test
  void aDecisionIsNeverTakenBack() {
    SplittableRandom random = new SplittableRandom(8);
    for (int run = 0; run < 5_000; run++) {
      int size = 1 + random.nextInt(7);
      StringBuilder votes = new StringBuilder();
      StringBuilder weights = new StringBuilder();
      for (int i = 0; i < size; i++) {
        votes.append("+-0".charAt(random.nextInt(3)));
        weights
            .append(i == 0 ? "" : ",")
            .append('"')
            .append((char) ('a' + i))
            .append("\":")
            .append(random.nextInt(5));
      }
      String veto = random.nextBoolean() ? "" : ",\"veto\":[\"b\"]";
      int share = 1 + random.nextInt(6);
      ConsensusRule rule =
          rule(
              switch (random.nextInt(3)) {
                case 0 -> "{\"rule\":\"majority\"" + veto + "}";
                case 1 -> "{\"quorum\":\"" + share + "/6\"" + veto + "}";
                default ->
                    "{\"weighted\":{"
                        + weights
                        + "},\"threshold\":\""
                        + share
                        + "/6\""
                        + veto
                        + "}";
              });
      Outcome decided = Outcome.OPEN;
      for (int said = 0; said <= size; said++) {
        String soFar = votes.substring(0, said) + ".".repeat(size - said);
        Outcome outcome = outcome(rule, soFar);
        if (decided != Outcome.OPEN) {
          assertThat(outcome).as("%s %s", rule, soFar).isEqualTo(decided);
        }
        decided = outcome;
      }
      assertThat(decided).as("%s %s", rule, votes).isNotEqualTo(Outcome.OPEN);
    }
  }
}
