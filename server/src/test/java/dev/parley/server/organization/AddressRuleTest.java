package dev.parley.server.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses a node goes to when a stranger says whom to ask.
final class AddressRuleTest {
  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.ofLiteral(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::8.8.8.8",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:1ff::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void refusesWhatIsNotReachedOverThePublicInternet(String text) throws UnknownHostException {
    assertThat(AddressRule.PUBLIC_ONLY.allows(address(text))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2003::1",
        "2606:4700:4700::1111",
        "3ffe::1"
      })
  void takesWhatIs(String text) throws UnknownHostException {
    assertThat(AddressRule.PUBLIC_ONLY.allows(address(text))).isTrue();
    assertThat(AddressRule.LOOPBACK_TOO.allows(address(text))).isTrue();
  }

  @Test
  void refusesIpv4InsideOfIpv6() throws UnknownHostException {
    byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffff7f000001");
    assertThat(AddressRule.PUBLIC_ONLY.allows(InetAddress.getByAddress(mapped))).isFalse();
  }

  @Test
  void allowsLoopbackOnlyWhereAProgramSaysSo() throws UnknownHostException {
    for (String text : new String[] {"127.0.0.1", "::1"}) {
      assertThat(AddressRule.LOOPBACK_TOO.allows(address(text))).isTrue();
    }
    for (String text : new String[] {"10.0.0.1", "169.254.169.254", "fe80::1", "0.0.0.0"}) {
      assertThat(AddressRule.LOOPBACK_TOO.allows(address(text))).isFalse();
    }
  }
}
