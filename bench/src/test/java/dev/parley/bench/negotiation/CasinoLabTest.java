package dev.parley.bench.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Dialogues of our own in the form of CaSiNo.
final class CasinoLabTest {
  /// The first wants firewood, food and water in this order, the other one water, firewood and
  /// food.
  private static final String PEOPLE =
      """
      "participant_info": {
        "mturk_agent_1": {"value2issue": {"High": "Firewood", "Medium": "Food", "Low": "Water"},
                          "outcomes": {"points_scored": %d}},
        "mturk_agent_2": {"value2issue": {"High": "Water", "Medium": "Firewood", "Low": "Food"},
                          "outcomes": {"points_scored": %d}}}
      """;

  private static final String HELLO = line(1, "Hello. How cold will it be?", "{}");
  private static final String OFFER =
      line(
          2,
          "Submit-Deal",
          """
          {"issue2youget": {"Water": "3", "Firewood": "1", "Food": "0"},
           "issue2theyget": {"Water": "0", "Firewood": "2", "Food": "3"}}
          """);
  private static final String ACCEPT = line(1, "Accept-Deal", "{\"data\": \"accept_deal\"}");
  private static final String REJECT = line(1, "Reject-Deal", "{\"data\": \"reject_deal\"}");
  private static final String LEAVE = line(2, "Walk-Away", "{\"data\": \"walk_away\"}");

  private static String line(int who, String text, String more) {
    return "{\"text\": \"%s\", \"task_data\": %s, \"id\": \"mturk_agent_%d\"}"
        .formatted(text, more, who);
  }

  private static CasinoLab.Report replay(int first, int second, String... lines) {
    String text =
        "[{\"dialogue_id\": 7, \"chat_logs\": [%s], %s}]"
            .formatted(String.join(",", lines), PEOPLE.formatted(first, second));
    return new CasinoLab().replay(DialogueReader.read(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aDealIsWorthWhatItsTermsSay() {
    // Two firewood and three food: 2·5 + 3·4; three water and one firewood: 3·5 + 1·4.
    CasinoLab.Report report = replay(22, 19, HELLO, OFFER, REJECT, HELLO, OFFER, ACCEPT);
    assertThat(report.findings()).isEmpty();
    assertThat(report.equalPoints()).isEqualTo(2);
    // Four of introduction, the six lines, and CLOSE.
    assertThat(report.messages()).isEqualTo(11);
    assertThat(report.utterances()).isEqualTo(2);
    assertThat(report.submitted()).isEqualTo(2);
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(report.accepted()).isEqualTo(1);
  }

  @Test
  void walkingAwayEndsIt() {
    assertThat(replay(5, 5, HELLO, OFFER, LEAVE).findings()).isEmpty();
    assertThat(replay(5, 5, HELLO, LEAVE).walkedAway()).isEqualTo(1);
  }

  @Test
  void noticesOtherPoints() {
    CasinoLab.Report report = replay(22, 20, HELLO, OFFER, ACCEPT);
    assertThat(report.equalPoints()).isEqualTo(1);
    assertThat(report.findings())
        .singleElement()
        .asString()
        .contains("dialogue 7", "SECOND", "19 points", "20 in the file");
  }

  @Test
  void noticesWhatTheRulesDoNotAllow() {
    String own = ACCEPT.replace("mturk_agent_1", "mturk_agent_2");
    assertThat(replay(22, 19, HELLO, OFFER, own).findings().getFirst())
        .contains("dialogue 7: line 3: invalid_reference");
    assertThat(replay(22, 19, HELLO, OFFER, REJECT, ACCEPT).findings().getFirst())
        .contains("line 4: invalid_reference");
    assertThat(replay(5, 5, HELLO, LEAVE, HELLO).findings().getFirst())
        .contains("line 3: invalid_transition");
    assertThat(replay(5, 5, HELLO, OFFER).findings().getFirst()).contains("ends neither");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Water\": \"3\" | \"Water\": \"2\" | does not share all of Water",
        "\"Food\": \"3\" | \"Food\": \"4\" | with 4 of Food",
        "mturk_agent_2\"}, | mturk_agent_3\"}, | a line of nobody",
        "\"High\": \"Water\" | \"High\": \"Salt\" | mturk_agent_2 without priorities",
        "\"dialogue_id\": 7 | \"dialogue\": 7 | no dialogue_id",
      })
  void saysWhichDialogueIsNotOfTheForm(String right, String wrong, String why) {
    String text =
        "[{\"dialogue_id\": 7, \"chat_logs\": [%s,%s,%s], %s}]"
            .formatted(HELLO, OFFER, ACCEPT, PEOPLE.formatted(22, 19));
    assertThat(text).contains(right);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DialogueReader.read(text.replace(right, wrong).getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining(why);
  }

  @Test
  void refusesWhatIsNoListOfDialogues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DialogueReader.read("{}".getBytes(StandardCharsets.UTF_8)));
  }
}
