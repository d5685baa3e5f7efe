package dev.parley.core.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform;
import dev.parley.core.wire.WebAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a task names a session, and what an agent says of its A2A interfaces.
final class SessionReferenceTest {
  private static final JsonObject GOOD =
      JsonObject.EMPTY
          .with("sessionId", "019ab3a7-1100-7000-8000-000000000002")
          .with("commitmentId", "c")
          .with("termsHash", "sha256:" + "ab".repeat(32))
          .with("chainHead", "sha256:" + "cd".repeat(32))
          .with("deadline", "2026-12-01T00:00:00.000Z");
  private static final String SALT = "00112233445566778899aabbccddeeff";

  @Test
  void survivesARoundTrip() {
    assertThat(SessionReference.decode(GOOD).orThrow().json()).isEqualTo(GOOD);
  }

  @Test
  void refusesWhatIsMissingOrOfAnotherForm() {
    for (String member : GOOD.names()) {
      assertThat(SessionReference.decode(GOOD.without(member)))
          .as(member)
          .isInstanceOf(Decoded.Refused.class);
      assertThat(SessionReference.decode(GOOD.with(member, JsonNumber.of(1))))
          .as(member)
          .isInstanceOf(Decoded.Refused.class);
    }
    assertThat(
            SessionReference.decode(GOOD.with("sessionId", "019ab3a7-1100-4000-8000-000000000002")))
        .isInstanceOf(Decoded.Refused.class);
  }

  @Test
  void saltsTheTerms() {
    JsonObject terms = JsonObject.EMPTY.with("price", 5);
    Disclosure disclosure = new Disclosure("c", SALT);
    assertThat(disclosure.of(terms))
        .isNotEqualTo(new Disclosure("c", SALT.replace('f', 'e')).of(terms))
        .isNotEqualTo(disclosure.of(terms.with("price", 6)));
    // printf '\x00\x11…\xff{"price":5}' | sha256sum
    assertThat(disclosure.of(terms).text())
        .isEqualTo("sha256:" + "b12beea3661171f13719548e00b4d1044812c7cb6810080dbfc3e6855e77f37f");
  }

  @Test
  void readsADisclosureAndNothingElse() {
    JsonObject body = JsonObject.of("data", new Disclosure("c", SALT).json());
    Inform said = new Inform(Disclosure.INFORM_TYPE, Optional.empty(), new Inform.Content.Note());
    assertThat(Disclosure.read(said, body)).contains(new Disclosure("c", SALT));
    assertThat(
            Disclosure.read(new Inform("data", Optional.empty(), new Inform.Content.Note()), body))
        .isEmpty();
    assertThat(
            Disclosure.read(
                said, JsonObject.of("data", JsonObject.EMPTY.with("commitmentId", "c"))))
        .isEmpty();
  }

  private static JsonObject card(JsonObject interfaces) {
    return JsonObject.of("a2a", JsonObject.of("interfaces", JsonArray.of(List.of(interfaces))));
  }

  @Test
  void readsWhereAnAgentSpeaksA2a() {
    assertThat(A2aInterfaces.read(JsonObject.EMPTY).orThrow()).isEmpty();
    JsonObject one =
        JsonObject.EMPTY.with("url", "https://a.example/a2a").with("protocolBinding", "JSONRPC");
    A2aInterfaces read = A2aInterfaces.read(card(one)).orThrow().orElseThrow();
    assertThat(read.interfaces())
        .containsExactly(
            new A2aInterfaces.Interface(new WebAddress("https://a.example/a2a"), "JSONRPC"));
    assertThat(A2aInterfaces.read(JsonObject.of("a2a", read.json())).orThrow()).contains(read);
    assertThat(A2aInterfaces.read(JsonObject.of("a2a", JsonObject.EMPTY)))
        .isInstanceOf(Decoded.Refused.class);
    assertThat(A2aInterfaces.read(JsonObject.of("a2a", JsonBoolean.TRUE)))
        .isInstanceOf(Decoded.Refused.class);
    assertThat(A2aInterfaces.read(JsonObject.of("a2a", read.json().with("session", "perhaps"))))
        .isInstanceOf(Decoded.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.example/",
        "https://user@a.example/",
        "https://a.example/#part",
        "https://",
        "https://a.example/ b",
        "ftp://a.example/",
        "https://a.example:123456/",
        "http://127.0.0.1.a.example/",
        "javascript:alert(1)"
      })
  void refusesOtherAddresses(String url) {
    assertThat(WebAddress.parse(url)).isEmpty();
    JsonObject one = JsonObject.EMPTY.with("url", url).with("protocolBinding", "JSONRPC");
    assertThat(A2aInterfaces.read(card(one))).isInstanceOf(Decoded.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example",
        "https://a.example:8443/x?y=1",
        "http://[::1]:80/",
        "http://localhost"
      })
  void takesAddressesOnTheWebAndOnTheSameMachine(String url) {
    assertThat(WebAddress.parse(url)).isPresent();
  }
}
