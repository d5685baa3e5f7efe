package dev.parley.server.config;

import java.net.URI;
import java.util.List;

/// How a node deals with what waits for people.
///
/// @param escalationsPerDay how many escalations of one principal it takes in 24 hours, at least 1
/// @param webhooks who is told that something waits: `https`, with `--dev` also `http`
/// @param attempts how often each is tried, at least 1
public record People(int escalationsPerDay, List<URI> webhooks, int attempts) {
  /// A node that is not told otherwise.
  public static final People DEFAULT = new People(20, List.of(), 12);

  /// Copies the list.
  public People {
    webhooks = List.copyOf(webhooks);
  }

  /// Whether an address can be told in a mode.
  ///
  /// @param url the address
  /// @param mode what the node is for
  /// @return true if so
  static boolean tells(URI url, Mode mode) {
    boolean scheme =
        switch (mode) {
          case DEVELOPMENT -> "https".equals(url.getScheme()) || "http".equals(url.getScheme());
          case PRODUCTION -> "https".equals(url.getScheme());
        };
    return scheme
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null;
  }
}
