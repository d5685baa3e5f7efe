package dev.parley.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.GeneratedDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ErrorTableTest {
  private static final String INTRODUCTION =
      """
      # Error codes

      Every refusal is `{"error": {"code", "message", "details"}}`. A refused message changes nothing and leaves no trace:
      its ids, its sequence number and its proof may be used again. Codes never change their names. The first ten are
      the published rejection codes; the others are ours. Codes that are not listed here, from other implementations, are
      carried along unchanged. This page is generated from `ErrorCode` and compared by a test.

      """;

  @Test
  void thePageOfErrorsSaysWhatTheCodesAre() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append(
        GeneratedDocument.head(
            List.of("Code", "HTTP", "Kind", "Category", "Retry", "It means", "What to do")));
    for (ErrorCode code : ErrorCode.values()) {
      page.append(
          GeneratedDocument.row(
              List.of(
                  "`" + code.wire() + "`",
                  Integer.toString(code.httpStatus()),
                  lower(code.kind()),
                  lower(code.category()),
                  lower(code.retry()),
                  code.meaning(),
                  code.remedy())));
    }
    GeneratedDocument.mustSay("errors.md", page.toString());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Test
  void publishedCodesHaveTheirPublishedCategoryAndRetry() {
    assertThat(
            Arrays.stream(ErrorCode.values())
                .limit(10)
                .map(c -> c.wire() + " " + lower(c.category()) + " " + lower(c.retry())))
        .containsExactly(
            "insufficient_trust_score trust no",
            "unauthorized auth no",
            "schema_unsupported protocol no",
            "budget_exceeded economic yes",
            "capacity_unavailable resource yes",
            "policy_violation governance no",
            "timeout temporal yes",
            "duplicate protocol no",
            "escalation_required authority yes",
            "unspecified general varies");
  }

  @Test
  void unknownCodesSurviveARoundTrip() {
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(ReasonCode.of(code.wire())).isSameAs(code);
    }
    ReasonCode foreign = ReasonCode.of("x-vendor:Überlast");
    assertThat(foreign).isInstanceOf(UnregisteredCode.class);
    assertThat(foreign.wire()).isEqualTo("x-vendor:Überlast");
    assertThat(ReasonCode.of("TIMEOUT")).isInstanceOf(UnregisteredCode.class);
  }

  @Test
  void everyStatusIsAnErrorOfHttp() {
    assertThat(ErrorCode.values()).allMatch(c -> c.httpStatus() >= 400 && c.httpStatus() < 600);
  }
}
