package dev.parley.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.ConnectionSettings;
import dev.parley.core.identity.AgentUri;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BrokerTest {
  private static final AgentUri ALPHA = new AgentUri("agent://acme.example/alpha");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nats://127.0.0.1",
        "nats://localhost:4222",
        "nats://[::1]:4222",
        "nats://u:p@127.0.0.1:1",
        "tls://nats.example:4222"
      })
  void takesServersOfThisMachineAndOthersWithTls(String url) {
    assertThat(new Broker(URI.create(url), Optional.empty()).toString()).doesNotContain("u:p");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nats://nats.example",
        "nats://10.0.0.1:4222",
        "http://127.0.0.1:4222",
        "nats:127.0.0.1",
        "nats://user:secret@nats.example",
        "tls://nats.example/path",
        "tls://nats.example?x=1"
      })
  void declinesOthersAndNeverSaysTheirSecrets(String url) {
    assertThatThrownBy(() -> new Broker(URI.create(url), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void asksForTheNodeOfAServerElsewhere() {
    assertThatThrownBy(
            () ->
                QueueWire.connect(
                    URI.create("tls://nats.example:4222"),
                    ALPHA,
                    Optional.empty(),
                    ConnectionSettings.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("domain");
  }

  @Test
  void waitsTwiceAsLongAfterEachTryAndNeverForEver() {
    QueueSettings settings = QueueSettings.DEFAULT;
    assertThat(settings.pauseAfter(2)).isEqualTo(settings.pause().multipliedBy(2));
    assertThat(settings.pauseAfter(1_000)).hasMinutes(1);
  }
}
