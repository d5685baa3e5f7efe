package dev.parley.nats;

import dev.parley.core.identity.AgentUri;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The channels of the protocol as subjects (protocol section 13): the published names, each part
/// made one legal token.
///
/// A token keeps letters, digits, `-` and `_` and writes every other byte of the text's UTF-8 as
/// `=` and two upper-case hexadecimal digits; the empty text is `=`. An agent is written without
/// its `agent://`. So different texts have different tokens, and each token stands for one text.
public final class Subjects {
  /// What queued messages of sessions go to: `asp.session.{sessionId}.from.{agent}`.
  static final String ALL_SUBMISSIONS = "asp.session.*.from.*";

  /// What the node accepted, once for each session: `asp.session.{sessionId}`.
  static final String ALL_SESSIONS = "asp.session.*";

  /// The same for each reader: `asp.agent.{agent}.session.{sessionId}`.
  static final String ALL_READINGS = "asp.agent.*.session.*";

  /// Invitations: `asp.agent.{agent}.inbox`.
  static final String ALL_INBOXES = "asp.agent.*.inbox";

  /// What became of queued messages: `asp.agent.{agent}.receipt`.
  static final String ALL_RECEIPTS = "asp.agent.*.receipt";

  /// Requests of the HTTP binding: `asp.agent.{agent}.request`.
  static final String ALL_REQUESTS = "asp.agent.*.request";

  /// Who offers something: `asp.discovery.{capability}`.
  static final String ALL_DISCOVERIES = "asp.discovery.*";

  /// What was given up: `asp.dead.{reason}`.
  static final String ALL_DEAD = "asp.dead.*";

  private static final String SCHEME = "agent://";
  private static final String HEX = "0123456789ABCDEF";

  private Subjects() {}

  /// Messages of a session from an agent to the node.
  ///
  /// @param sessionId the session
  /// @param agent who sends
  /// @return `asp.session.{sessionId}.from.{agent}`
  public static String submission(String sessionId, AgentUri agent) {
    return "asp.session." + token(sessionId) + ".from." + token(agent);
  }

  /// What a node accepted in a session, for whoever may read all of it.
  ///
  /// @param sessionId the session
  /// @return `asp.session.{sessionId}`
  public static String session(String sessionId) {
    return "asp.session." + token(sessionId);
  }

  /// What a node accepted in a session, for one reader.
  ///
  /// @param agent the reader
  /// @param sessionId the session
  /// @return `asp.agent.{agent}.session.{sessionId}`
  public static String reading(AgentUri agent, String sessionId) {
    return "asp.agent." + token(agent) + ".session." + token(sessionId);
  }

  /// Invitations of an agent.
  ///
  /// @param agent the agent
  /// @return `asp.agent.{agent}.inbox`
  public static String inbox(AgentUri agent) {
    return "asp.agent." + token(agent) + ".inbox";
  }

  /// What became of an agent's messages.
  ///
  /// @param agent the agent
  /// @return `asp.agent.{agent}.receipt`
  public static String receipt(AgentUri agent) {
    return "asp.agent." + token(agent) + ".receipt";
  }

  /// An agent's requests.
  ///
  /// @param agent the agent
  /// @return `asp.agent.{agent}.request`
  public static String request(AgentUri agent) {
    return "asp.agent." + token(agent) + ".request";
  }

  /// Who offers something.
  ///
  /// @param capability what
  /// @return `asp.discovery.{capability}`
  public static String discovery(String capability) {
    return "asp.discovery." + token(capability);
  }

  /// What was given up for a reason.
  static String dead(String reason) {
    return "asp.dead." + token(reason);
  }

  /// Where answers to one agent's requests go.
  static String answersOf(AgentUri agent) {
    return "_INBOX." + token(agent) + ".";
  }

  /// A part of a subject.
  static String part(String subject, int index) {
    String[] parts = subject.split("\\.", -1);
    return index < parts.length ? parts[index] : "";
  }

  /// An agent as a token.
  ///
  /// @param agent the agent
  /// @return one token
  public static String token(AgentUri agent) {
    return token(agent.text().substring(SCHEME.length()));
  }

  /// The agent that a token stands for.
  ///
  /// @param token any text
  /// @return nothing if it stands for none
  public static Optional<AgentUri> agent(String token) {
    return text(token).flatMap(name -> AgentUri.parse(SCHEME + name));
  }

  /// A text as a token.
  ///
  /// @param text any text without lone surrogates
  /// @return one token
  public static String token(String text) {
    if (text.isEmpty()) {
      return "=";
    }
    StringBuilder out = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      int c = each & 0xff;
      if (isPlain(c)) {
        out.append((char) c);
      } else {
        out.append('=').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      }
    }
    return out.toString();
  }

  /// The text that a token stands for.
  ///
  /// @param token any text
  /// @return nothing if it stands for none
  public static Optional<String> text(String token) {
    if (token.equals("=")) {
      return Optional.of("");
    }
    ByteBuffer bytes = ByteBuffer.allocate(token.length());
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (isPlain(c)) {
        bytes.put((byte) c);
      } else if (c == '=' && i + 2 < token.length()) {
        int high = HEX.indexOf(token.charAt(i + 1));
        int low = HEX.indexOf(token.charAt(i + 2));
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    return decoded(bytes.flip()).filter(text -> token(text).equals(token));
  }

  private static Optional<String> decoded(ByteBuffer bytes) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
