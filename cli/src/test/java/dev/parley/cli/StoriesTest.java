package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stories about promises, each with a real node process.
final class StoriesTest {
  @TempDir private Path folder = Path.of("");

  private Path transcript() {
    return folder.resolve("t.ndjson");
  }

  private String told(String scenario) throws Exception {
    Typed demo;
    try (Started started =
        Started.parley("demo", "--scenario", scenario, "--transcript", transcript().toString())) {
      demo = started.ended();
    }
    assertThat(demo.code()).as(demo.out() + demo.err()).isEqualTo(Parley.SUCCESS);
    return demo.out();
  }

  /// The files that a story leaves are proof without it.
  private void proves(String agent) {
    String file = transcript().toString();
    String evidence = folder.resolve(agent + "-evidence.json").toString();
    Typed verified = Typed.parley("verify", file, "--evidence", evidence);
    assertThat(verified.code()).as(verified.out()).isEqualTo(Parley.SUCCESS);
    assertThat(Typed.parley("trust", "recompute", evidence).code()).isEqualTo(Parley.SUCCESS);
  }

  @Test
  void aBrokenPromiseCostsMoneyAndTrust() throws Exception {
    assertThat(told("breach"))
        .containsSubsequence(
            "files dispute",
            "by records, upheld, 80 %",
            "final: BREACHED",
            "Alpha has 199.20 USD again, Beta keeps 49.80",
            "Beta's score was",
            "what the node says.",
            "anchored    yes",
            "alpha  -49.80 USD",
            "beta  +49.80 USD");
    proves("beta");
    assertThat(Typed.parley("inspect", transcript().toString()).out())
        .contains("files timeout-breach", "ends it: BREACHED");
  }

  @Test
  void everyBackDoorIsShut() throws Exception {
    assertThat(told("doors"))
        .containsSubsequence(
            "Beta closes: refused, open_obligations",
            "the amendment has lapsed",
            "Beta closes: refused, open_obligations",
            "Beta takes its promise back: refused",
            "Beta releases itself: refused",
            "Beta leaves: refused, open_obligations",
            "the session goes on",
            "the session is ESCALATED, and the deadline has struck",
            "silence is no defence",
            "final: BREACHED",
            "what the node says.")
        .doesNotContain("NOT");
    proves("beta");
  }

  @Test
  void sevenJudgesOverturnWhatThreeHaveRuled() throws Exception {
    assertThat(told("panel"))
        .containsSubsequence(
            "deals later 11 houses have",
            "the records decide nothing",
            "PANEL 1",
            "the first ruling: by panel, not upheld",
            "APPEAL",
            "PANEL 2",
            "the second ruling: by panel, upheld, 100 %",
            "final: the obligation is FULFILLED",
            "Beta has 1160.50 USD",
            "Alpha has 279.00 USD",
            "what the node says.",
            "what the node says.");
    proves("alpha");
    proves("beta");
  }

  @Test
  void sealedBidsAreOpenedTogetherAndAllVoteForTheEnd() throws Exception {
    assertThat(told("auction"))
        .containsSubsequence(
            "calls for sealed bids",
            "bids, under seal",
            "opens the 3 sealed bids",
            "takes the bid of Gamma",
            "the escrow is paid out",
            "asks all to end the session",
            "votes for it  -> CLOSED",
            "consistent  yes",
            "anchored    yes")
        .contains("Beta asks 1321.60 USD", "Gamma asks 1164.80 USD", "Delta asks 1556.80 USD");
    assertThat(Typed.parley("verify", transcript().toString()).code()).isEqualTo(Parley.SUCCESS);
  }

  @Test
  void whatIsHandedOnIsCheckedAtEachAct() throws Exception {
    assertThat(told("delegation"))
        .containsSubsequence(
            "lets Gamma act for it: advisory",
            "Gamma  ACCEPT   joins",
            "tries: signs the deal itself - refused, invalid_transition",
            "finding: compliant",
            "lets Delta act for it: commit, up to 500.00 USD",
            "tries: signs for 900.00 - refused, budget_exceeded",
            "Delta  COMMIT",
            "-> EXECUTING",
            "-> CLOSED",
            "anchored    yes");
    assertThat(Typed.parley("verify", transcript().toString()).code()).isEqualTo(Parley.SUCCESS);
  }

  @Test
  void toolsAndTasksAreUsedInsideTheSession() throws Exception {
    assertThat(told("stack"))
        .containsSubsequence(
            "offers tools by MCP: check_inventory, create_order",
            "calls the tool check_inventory by MCP",
            "available 35",
            "unitPrice: 11.80",
            "the node holds 236 USD of Alpha for Beta",
            "calls the tool create_order by MCP",
            "orderId order-1041",
            "tells the salt under which the A2A task names the terms",
            "reports on the A2A task: working, picking 20 crates",
            "hands over by A2A: delivery note",
            "reports on the A2A task: completed",
            "the escrow is paid out",
            "-> CLOSED",
            "anchored    yes",
            "5 of 5 \"as agreed\"",
            "5 of 5 \"paid at once\"",
            "alpha  -236.00 USD",
            "beta  +236.00 USD");
    assertThat(Typed.parley("verify", transcript().toString()).code()).isEqualTo(Parley.SUCCESS);
    assertThat(Files.readString(transcript()))
        .contains(
            "\"tool\":\"check_inventory\"", "\"tool\":\"create_order\"", "TASK_STATE_COMPLETED");
  }
}
