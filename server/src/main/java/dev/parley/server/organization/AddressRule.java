package dev.parley.server.organization;

import java.net.Inet4Address;
import java.net.InetAddress;

/// Which addresses a node connects to when somebody else says whom to ask.
public enum AddressRule {
  /// Only those that are reached over the public internet.
  PUBLIC_ONLY,
  /// Loopback as well: for a program that runs node and web server on one machine, such as a test.
  LOOPBACK_TOO;

  /// What begins with these bits is no public IPv4 address (RFC 6890 and its registry).
  private static final int[][] REFUSED_IPV4 = {
    {0, 0, 0, 0, 8}, // this network
    {10, 0, 0, 0, 8}, // private
    {100, 64, 0, 0, 10}, // behind a carrier's translation
    {127, 0, 0, 0, 8}, // loopback
    {169, 254, 0, 0, 16}, // link-local, where clouds keep their metadata
    {172, 16, 0, 0, 12}, // private
    {192, 0, 0, 0, 24}, // protocol assignments
    {192, 0, 2, 0, 24}, // documentation
    {192, 88, 99, 0, 24}, // 6to4 relays
    {192, 168, 0, 0, 16}, // private
    {198, 18, 0, 0, 15}, // benchmarks
    {198, 51, 100, 0, 24}, // documentation
    {203, 0, 113, 0, 24}, // documentation
    {224, 0, 0, 0, 3}, // multicast, reserved, broadcast
  };

  /// Within global unicast, 2000::/3, which alone is taken: so everything else is refused without
  /// being named, IPv4 mapped or translated (::ffff:0:0/96, 64:ff9b::/96, 64:ff9b:1::/48), unique
  /// local (fc00::/7), link-local (fe80::/10) and multicast (ff00::/8) with it.
  private static final int[][] REFUSED_IPV6 = {
    {0x20, 0x01, 0x00, 0x00, 23}, // protocol assignments, Teredo
    {0x20, 0x01, 0x0d, 0xb8, 32}, // documentation
    {0x20, 0x02, 0x00, 0x00, 16}, // 6to4
    {0x3f, 0xff, 0x00, 0x00, 20}, // documentation
  };

  private static final int[] GLOBAL_UNICAST = {0x20, 0, 0, 0, 3};

  /// Whether a node may connect to an address.
  ///
  /// @param address the address, whatever name it was found under
  /// @return true if so
  public boolean allows(InetAddress address) {
    return isPublic(address)
        || switch (this) {
          case PUBLIC_ONLY -> false;
          case LOOPBACK_TOO -> address.isLoopbackAddress();
        };
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return outside(bytes, REFUSED_IPV4);
    }
    return within(bytes, GLOBAL_UNICAST) && outside(bytes, REFUSED_IPV6);
  }

  private static boolean outside(byte[] bytes, int[][] networks) {
    for (int[] network : networks) {
      if (within(bytes, network)) {
        return false;
      }
    }
    return true;
  }

  /// @param network four bytes, then how many of their bits count
  private static boolean within(byte[] bytes, int[] network) {
    int bits = network[4];
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
