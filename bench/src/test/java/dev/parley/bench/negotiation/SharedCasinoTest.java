package dev.parley.bench.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Dialogues of people that are no part of this repository, read from the folder that
/// `parley.shared.data` names; without it the tests fail.
@Tag("shared-data")
final class SharedCasinoTest {
  private static Path file(String name) {
    String folder = System.getProperty("parley.shared.data");
    assertThat(folder).as("-Dparley.shared.data=<folder of the public data>").isNotBlank();
    Path file = Path.of(folder, "negotiation", name);
    assertThat(Files.isRegularFile(file)).as("%s is there", file).isTrue();
    return file;
  }

  private static CasinoLab.Report replayed(String name) throws IOException {
    CasinoLab.Report report = new CasinoLab().replay(file(name));
    assertThat(report.findings()).isEmpty();
    assertThat(report.equalPoints()).isEqualTo(2L * report.dialogues());
    return report;
  }

  @Test
  void everyLineIsLegalAndEveryDealWorthWhatTheFileSays() throws IOException {
    CasinoLab.Report train = replayed("casino-train.json");
    CasinoLab.Report valid = replayed("casino-valid.json");
    assertThat(train.dialogues()).isEqualTo(900);
    assertThat(valid.dialogues()).isEqualTo(30);
    assertThat(train.submitted() + valid.submitted()).isEqualTo(1_069);
    assertThat(train.accepted() + valid.accepted()).isEqualTo(906);
    assertThat(train.rejected() + valid.rejected()).isEqualTo(154);
    assertThat(train.messages() + valid.messages()).isEqualTo(17_529);
    assertThat(train.walkedAway() + valid.walkedAway()).isEqualTo(24);
  }
}
