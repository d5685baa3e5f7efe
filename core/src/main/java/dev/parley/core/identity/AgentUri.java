package dev.parley.core.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of an agent, `agent://{org-domain}/{path…}` (protocol section 1). Compared byte by
/// byte: only lower-case ASCII domains and unreserved ASCII path characters are taken, so two names
/// that look alike are alike.
///
/// @param text the whole URI, at most 512 characters
public record AgentUri(String text) implements Comparable<AgentUri> {

  /// The longest name that is taken, in characters.
  public static final int MAX_LENGTH = 512;

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern FORM =
      Pattern.compile(
          "agent://(" + LABEL + "(?:\\." + LABEL + ")*)/([A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*)");

  /// Wraps a name that is known to be well formed; outside text goes through [#parse].
  ///
  /// @throws IllegalArgumentException if it is not of the form
  public AgentUri {
    if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not an agent URI: " + text);
    }
  }

  /// Reads a name from outside.
  ///
  /// @param text any text
  /// @return the name, or nothing if the text is not one
  public static Optional<AgentUri> parse(String text) {
    if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(new AgentUri(text));
  }

  /// The steward of a node's sessions: the node itself as an agent.
  ///
  /// @param nodeDomain the node's domain
  /// @return `agent://{nodeDomain}/node`
  public static AgentUri steward(String nodeDomain) {
    return new AgentUri("agent://" + nodeDomain + "/node");
  }

  /// The domain of the organisation.
  ///
  /// @return lower-case, without a port
  public String domain() {
    return text.substring("agent://".length(), text.indexOf('/', "agent://".length()));
  }

  /// What follows the domain.
  ///
  /// @return the path without its leading slash
  public String path() {
    return text.substring(text.indexOf('/', "agent://".length()) + 1);
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
