package dev.parley.core.identity;

import java.util.Optional;

/// The name of an agent, `agent://{org-domain}/{path…}` (protocol section 1). Compared byte by
/// byte: only lower-case ASCII domains and unreserved ASCII path characters are taken, so two names
/// that look alike are alike.
///
/// @param text the whole URI, at most 512 characters
public record AgentUri(String text) implements Comparable<AgentUri> {

  /// The longest name that is taken, in characters.
  public static final int MAX_LENGTH = 512;

  private static final String SCHEME = "agent://";
  private static final int LABEL_MAX = 63;

  /// Wraps a name that is known to be well formed; outside text goes through [#parse].
  ///
  /// @throws IllegalArgumentException if it is not of the form
  public AgentUri {
    if (!isSpelt(text)) {
      throw new IllegalArgumentException("not an agent URI: " + text);
    }
  }

  /// Reads a name from outside.
  ///
  /// @param text any text
  /// @return the name, or nothing if the text is not one
  public static Optional<AgentUri> parse(String text) {
    return isSpelt(text) ? Optional.of(new AgentUri(text)) : Optional.empty();
  }

  /// By hand, since every message names several agents: labels of a domain, each of 1 to 63 of
  /// `a-z0-9-` without a hyphen at its ends, then one or more path segments that are not empty.
  private static boolean isSpelt(String text) {
    if (text.length() > MAX_LENGTH || !text.startsWith(SCHEME)) {
      return false;
    }
    int path = text.indexOf('/', SCHEME.length());
    return path > 0 && isDomain(text, path) && isPath(text, path);
  }

  private static boolean isDomain(String text, int end) {
    int label = SCHEME.length();
    for (int i = label; i <= end; i++) {
      char c = i == end ? '.' : text.charAt(i);
      if (c == '.') {
        boolean whole =
            i > label
                && i - label <= LABEL_MAX
                && text.charAt(label) != '-'
                && text.charAt(i - 1) != '-';
        if (!whole) {
          return false;
        }
        label = i + 1;
      } else if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPath(String text, int slash) {
    int segment = slash;
    for (int i = slash + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/') {
        if (i == segment + 1) {
          return false;
        }
        segment = i;
      } else if (!isUnreserved(c)) {
        return false;
      }
    }
    return segment < text.length() - 1;
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  /// The steward of a node's sessions: the node itself as an agent.
  ///
  /// @param nodeDomain the node's domain
  /// @return `agent://{nodeDomain}/node`
  public static AgentUri steward(String nodeDomain) {
    return new AgentUri(SCHEME + nodeDomain + "/node");
  }

  /// The domain of the organisation.
  ///
  /// @return lower-case, without a port
  public String domain() {
    return text.substring(SCHEME.length(), text.indexOf('/', SCHEME.length()));
  }

  /// What follows the domain.
  ///
  /// @return the path without its leading slash
  public String path() {
    return text.substring(text.indexOf('/', SCHEME.length()) + 1);
  }

  @Override
  public int compareTo(AgentUri other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
