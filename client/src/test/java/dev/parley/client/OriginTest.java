package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Plain HTTP stays on this machine; proofs name addresses in one spelling.
final class OriginTest {

  @ParameterizedTest
  @CsvSource({
    "https://Node.Example, https://node.example",
    "HTTPS://node.example:443/, https://node.example",
    "https://node.example:8443, https://node.example:8443",
    "http://127.0.0.1:8470, http://127.0.0.1:8470",
    "http://127.1.2.3:80, http://127.1.2.3",
    "http://[::1]:8470/, http://[::1]:8470",
    "http://localhost:8470, http://localhost:8470",
    "http://node.localhost, http://node.localhost"
  })
  void writesAddressesInOneWay(String given, String expected) {
    Origin origin = Origin.of(URI.create(given));
    assertThat(origin.text()).isEqualTo(expected);
    assertThat(origin.target("/v1/asp/sessions?limit=3")).isEqualTo(expected + "/v1/asp/sessions");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://node.example",
        "http://10.0.0.1:8470",
        "http://localhost.example",
        "http://127.0.0.1.example",
        "http://0.0.0.0",
        "http://[::]:8470",
        "ftp://127.0.0.1",
        "https://node.example/path",
        "https://node.example/?a=b",
        "https:///v1",
        "node.example"
      })
  void refusesPlainHttpToOthersAndWhatIsNoAddress(String given) {
    assertThatIllegalArgumentException().isThrownBy(() -> Origin.of(URI.create(given)));
  }
}
