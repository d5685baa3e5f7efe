package dev.parley.server.organization;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/// Finds the addresses of a host. Safe for all threads.
@FunctionalInterface
public interface NameService {
  /// The names of the public internet, as the platform resolves them. The dot at the end keeps the
  /// platform from trying the name within its own network's domain.
  NameService PLATFORM = host -> List.of(InetAddress.getAllByName(host + "."));

  /// Looks a host up; may take as long as it likes.
  ///
  /// @param host a domain in lower case
  /// @return its addresses, at least one
  /// @throws IOException when there are none
  List<InetAddress> addresses(String host) throws IOException;
}
