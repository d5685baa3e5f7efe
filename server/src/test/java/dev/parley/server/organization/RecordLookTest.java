package dev.parley.server.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.card.OrganizationRecord;
import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is got from an organisation's web server, and everything that is not.
final class RecordLookTest {
  private static final String DOMAIN = "acme.com";
  private static final String PLACE = DOMAIN + OrganizationRecord.PATH;
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final Duration TIME = Duration.ofSeconds(20);

  @TempDir static Path directory;
  private static WebServer server;

  @BeforeAll
  static void listen() {
    server = WebServer.start(directory, DOMAIN, "www.acme.com");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static JsonObject read() throws IOException {
    return new RecordLook(server.reach(TIME), DOMAIN).read();
  }

  private static JsonObject read(WebServer.Page page) throws IOException {
    server.put(PLACE, page);
    return read();
  }

  private static void fails(WebServer.Page page, String why) {
    assertThatThrownBy(() -> read(page)).isInstanceOf(WebFault.class).hasMessageContaining(why);
  }

  @Test
  void readsOneObject() throws IOException {
    assertThat(read(WebServer.json("{\"a\":1}")).integer("a")).hasValue(1);
    String charset = "application/json; charset=utf-8";
    assertThat(read(WebServer.text(200, "OK", charset, "{\"a\":2}")).integer("a")).hasValue(2);
    assertThat(read(WebServer.text(200, "", "Application/JSON", "{\"a\":3}")).integer("a"))
        .hasValue(3);
    assertThat(read(WebServer.raw(HEAD + "\r\n{\"a\":4}")).integer("a")).hasValue(4);
    String chunks = "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4;x=y\r\n\":5}\r\n0\r\n\r\n";
    assertThat(read(WebServer.raw(HEAD + chunks)).integer("a")).hasValue(5);
    String early = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    assertThat(read(WebServer.raw(early + HEAD + "\r\n{\"a\":6}")).integer("a")).hasValue(6);
    String identity = "Content-Encoding: identity\r\n\r\n";
    assertThat(read(WebServer.raw(HEAD + identity + "{\"a\":7}")).integer("a")).hasValue(7);
  }

  @Test
  void refusesWhatIsNotOneJsonObject() {
    for (String body : List.of("", "[]", "\"{}\"", "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":-0}")) {
      fails(WebServer.json(body), "not one JSON object");
    }
    fails(WebServer.text(200, "OK", "text/html", "{}"), "not application/json");
    fails(WebServer.text(200, "OK", "application/jsonp", "{}"), "not application/json");
    fails(WebServer.raw("HTTP/1.1 200 OK\r\n\r\n{}"), "not application/json");
    fails(WebServer.raw(HEAD + "Content-Type: text/html\r\n\r\n{}"), "not application/json");
    fails(WebServer.text(404, "Not Found", "application/json", "{}"), "status 404");
    fails(WebServer.text(206, "Partial", "application/json", "{}"), "status 206");
    fails(WebServer.text(500, "", "application/json", "{}"), "status 500");
  }

  @Test
  void readsNoMoreThan64KiBHoweverTheyCome() throws IOException {
    int most = OrganizationRecord.MAX_BYTES;
    String largest = "{\"a\":\"" + "x".repeat(most - 8) + "\"}";
    assertThat(read(WebServer.json(largest)).string("a")).isPresent();
    String larger = "{\"a\":\"" + "x".repeat(most - 7) + "\"}";
    fails(WebServer.json(larger), "more than 65536 bytes");
    fails(WebServer.raw(HEAD + "\r\n" + larger), "more than 65536 bytes");
    fails(WebServer.raw(HEAD + "Content-Length: 999999999\r\n\r\n{"), "more than 65536 bytes");
    String chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
    fails(
        WebServer.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3)),
        "more than 65536 bytes");
    fails(
        WebServer.raw(HEAD + "X-A: " + "x".repeat(20_000) + "\r\n\r\n{}"),
        "a head that is too long");
    fails(WebServer.raw(HEAD + "X-A: b\r\n".repeat(3_000) + "\r\n{}"), "a head that is too long");
  }

  @Test
  void refusesAnswersThatCanBeReadInTwoWays() {
    fails(
        WebServer.raw(HEAD + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}"),
        "two lengths");
    fails(WebServer.raw(HEAD + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"), "a length");
    fails(WebServer.raw(HEAD + "Content-Length: +2\r\n\r\n{}"), "a length");
    fails(WebServer.raw(HEAD + "Content-Length: 3\r\n\r\n{}"), "it broke off");
    fails(WebServer.raw(HEAD + "Content-Encoding: gzip\r\n\r\n{}"), "an encoding");
    fails(WebServer.raw(HEAD + "Transfer-Encoding: gzip\r\n\r\n{}"), "unknown transfer");
    fails(WebServer.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n-1\r\n"), "a chunk that is none");
    fails(
        WebServer.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n"),
        "longer than it says");
    fails(WebServer.raw(HEAD + " X-A: b\r\n\r\n{}"), "a header that is none");
    fails(WebServer.raw(HEAD + "X A: b\r\n\r\n{}"), "a header that is none");
    fails(WebServer.raw("HTTP/2 200 OK\r\n\r\n{}"), "no HTTP/1.1");
    fails(WebServer.raw("SSH-2.0-x\r\n"), "no HTTP/1.1");
    fails(WebServer.raw("HTTP/1.1 100 Continue\r\n\r\n".repeat(4)), "no final answer");
    fails(WebServer.raw(""), "it broke off");
  }

  @Test
  void followsThreeRedirectsOnTheDomain() throws IOException {
    server.put(DOMAIN + "/one", WebServer.redirect("two?x=%20y"));
    server.put(DOMAIN + "/two?x=%20y", WebServer.redirect("https://acme.com:443/three#part"));
    server.put(DOMAIN + "/three", WebServer.json("{\"a\":1}"));
    assertThat(read(WebServer.redirect("/one")).integer("a")).hasValue(1);
    server.put(DOMAIN + "/three", WebServer.redirect("/four"));
    server.put(DOMAIN + "/four", WebServer.json("{}"));
    fails(WebServer.redirect("/one"), "more than 3 redirects");
    fails(WebServer.redirect(OrganizationRecord.PATH), "more than 3 redirects");
  }

  @Test
  void followsNoRedirectElsewhere() {
    List<String> elsewhere =
        List.of(
            "https://www.acme.com/x",
            "https://evil.com/x",
            "//evil.com/x",
            "http://acme.com/x",
            "https://acme.com:8443/x",
            "https://127.0.0.1/x",
            "https://acme.com@evil.com/x",
            "https://user@acme.com/x",
            "https://acme.com.evil.com/x",
            "https://acme.com./x",
            "file:///etc/passwd",
            "ftp://acme.com/x",
            "https:x");
    for (String to : elsewhere) {
      int before = server.asked().size();
      fails(WebServer.redirect(to), "a redirect off the domain or off https");
      assertThat(server.asked().subList(before, server.asked().size())).containsExactly(PLACE);
    }
    fails(WebServer.redirect("https://ac me.com/"), "a redirect to no address");
    fails(WebServer.raw("HTTP/1.1 302 Found\r\n\r\n"), "a redirect to nowhere");
    fails(WebServer.redirect("/" + "x".repeat(2_100)), "a path that cannot be asked for");
    fails(WebServer.redirect("/\u00e9"), "a path that cannot be asked for");
  }

  @Test
  void asksNobodyWhenAnyAddressIsNotPublic() throws Exception {
    server.put(PLACE, WebServer.json("{}"));
    int before = server.asked().size();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    InetAddress open = InetAddress.ofLiteral("1.1.1.1");
    InetAddress inside = InetAddress.ofLiteral("10.0.0.1");
    Map<AddressRule, List<List<InetAddress>>> refused =
        Map.of(
            AddressRule.PUBLIC_ONLY,
            List.of(List.of(loopback), List.of(open, loopback), List.of(inside, open), List.of()),
            AddressRule.LOOPBACK_TOO,
            List.of(List.of(loopback, inside), List.of(inside)));
    refused.forEach(
        (rule, answers) -> {
          for (List<InetAddress> addresses : answers) {
            assertThatThrownBy(
                    () -> new RecordLook(server.reach(TIME, _ -> addresses, rule), DOMAIN).read())
                .isInstanceOf(WebFault.class)
                .hasMessageContaining("not public");
          }
        });
    assertThat(server.asked()).hasSize(before);
  }

  /// The second answer of a name that moves inside is asked for only with the second request, and
  /// then checked like the first.
  @Test
  void checksEveryAnswerOfANameThatChanges() throws Exception {
    server.put(PLACE, WebServer.redirect("/again"));
    server.put(DOMAIN + "/again", WebServer.json("{}"));
    List<String> lookups = new ArrayList<>();
    NameService moving =
        host -> {
          lookups.add(host);
          return List.of(
              lookups.size() == 1
                  ? InetAddress.getLoopbackAddress()
                  : InetAddress.ofLiteral("192.168.0.1"));
        };
    WebReach reach = server.reach(TIME, moving, AddressRule.LOOPBACK_TOO);
    assertThatThrownBy(() -> new RecordLook(reach, DOMAIN).read())
        .hasMessageContaining("not public");
    assertThat(lookups).containsExactly(DOMAIN, DOMAIN);
  }

  @Test
  void triesTheNextAddressWhenOneDoesNotAnswer() throws Exception {
    server.put(PLACE, WebServer.json("{\"a\":1}"));
    List<InetAddress> two =
        List.of(InetAddress.ofLiteral("127.9.9.9"), InetAddress.getLoopbackAddress());
    WebReach reach = server.reach(TIME, _ -> two, AddressRule.LOOPBACK_TOO);
    assertThat(new RecordLook(reach, DOMAIN).read().integer("a")).hasValue(1);
    WebReach none = server.reach(TIME, _ -> two.subList(0, 1), AddressRule.LOOPBACK_TOO);
    assertThatThrownBy(() -> new RecordLook(none, DOMAIN).read())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void believesNoCertificateForAnotherNameOrOfAnotherAuthority() {
    server.put("other.com" + OrganizationRecord.PATH, WebServer.json("{}"));
    assertThatThrownBy(() -> new RecordLook(server.reach(TIME), "other.com").read())
        .isInstanceOf(SSLHandshakeException.class);
    assertThatThrownBy(
            () -> {
              WebReach right = server.reach(TIME);
              WebReach platform =
                  new WebReach(
                      right.names(),
                      right.addresses(),
                      right.port(),
                      WebReach.publicWeb(Optional.empty()).tls(),
                      TIME);
              new RecordLook(platform, DOMAIN).read();
            })
        .isInstanceOf(SSLHandshakeException.class);
    assertThat(server.asked()).doesNotContain("other.com" + OrganizationRecord.PATH);
  }

  @Test
  void takesNoAddressForAName() {
    for (String none :
        List.of("localhost", "127.0.0.1", "2130706433", "0x7f.1", "127.1", "a.0x7f000001", "com")) {
      assertThat(RecordLook.isPublicName(none)).as(none).isFalse();
    }
    for (String name : List.of("acme.com", "a.b.c.org", "1.xn--p1ai")) {
      assertThat(RecordLook.isPublicName(name)).as(name).isTrue();
    }
  }

  @Test
  void saysWhenANameHasNoAddress() {
    WebReach reach =
        server.reach(
            TIME,
            host -> {
              throw new UnknownHostException(host);
            },
            AddressRule.LOOPBACK_TOO);
    assertThatThrownBy(() -> new RecordLook(reach, DOMAIN).read())
        .isInstanceOf(UnknownHostException.class);
  }
}
