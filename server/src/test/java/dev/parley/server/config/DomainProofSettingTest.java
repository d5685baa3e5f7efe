package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether organisations may prove their domains is the operator's to say.
final class DomainProofSettingTest {
  private static final Map<Setting, String> SERVED =
      Map.of(
          Setting.DOMAIN, "node.example",
          Setting.DATA_DIRECTORY, "data",
          Setting.TLS_CERTIFICATES, "c.pem",
          Setting.TLS_PRIVATE_KEY, "k.pem");

  @TempDir Path folder;

  private static Optional<DomainProof> read(Mode mode, Map<String, String> environment) {
    return ConfigurationReader.read(
            mode, Optional.empty(), environment, mode == Mode.PRODUCTION ? SERVED : Map.of())
        .domains();
  }

  @Test
  void isOnUnlessTheNodeIsForDevelopment() {
    assertThat(read(Mode.DEVELOPMENT, Map.of())).isEmpty();
    assertThat(read(Mode.PRODUCTION, Map.of())).contains(DomainProof.PLATFORM);
    assertThat(read(Mode.DEVELOPMENT, Map.of("PARLEY_DOMAINS_PROOF", "on")))
        .contains(DomainProof.PLATFORM);
    assertThat(read(Mode.PRODUCTION, Map.of("PARLEY_DOMAINS_PROOF", "off"))).isEmpty();
    assertThat(NodeConfiguration.development().domains()).isEmpty();
  }

  @Test
  void readsItFromTheFile() throws IOException {
    Path file = folder.resolve("node.yaml");
    for (String on : new String[] {"on", "true", "\"on\""}) {
      Files.writeString(file, "domains:\n  proof: " + on + "\n  trustAnchors: anchors.pem\n");
      assertThat(
              ConfigurationReader.read(Mode.DEVELOPMENT, Optional.of(file), Map.of(), Map.of())
                  .domains())
          .contains(new DomainProof(Optional.of(Path.of("anchors.pem"))));
    }
  }

  @Test
  void refusesAnythingElse() {
    for (String wrong : new String[] {"yes", "1", "On"}) {
      assertThatThrownBy(() -> read(Mode.PRODUCTION, Map.of("PARLEY_DOMAINS_PROOF", wrong)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("domains.proof (PARLEY_DOMAINS_PROOF) has to be on or off");
    }
  }
}
