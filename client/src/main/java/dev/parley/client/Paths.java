package dev.parley.client;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.SessionId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The published paths of a node (protocol section 13).
final class Paths {
  static final String NODE_CARD = "/.well-known/asp.json";
  static final String SESSIONS = "/v1/asp/sessions";

  private Paths() {}

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String agent(AgentUri agent) {
    return "/v1/asp/agents/" + encoded(agent.text());
  }

  static String card(AgentUri agent) {
    return agent(agent) + "/card";
  }

  static String trust(AgentUri agent) {
    return agent(agent) + "/trust";
  }

  static String mandate(AgentUri agent) {
    return agent(agent) + "/mandate";
  }

  static String inbox(AgentUri agent) {
    return agent(agent) + "/inbox";
  }

  static String session(SessionId session) {
    return SESSIONS + "/" + session;
  }

  static String messages(SessionId session) {
    return session(session) + "/messages";
  }

  static String socket(SessionId session) {
    return session(session) + "/ws";
  }

  static String events(SessionId session) {
    return session(session) + "/events";
  }

  static String card(SessionId session, Hash hash) {
    return session(session) + "/cards/" + encoded(hash.text());
  }

  static String reveals(SessionId session) {
    return session(session) + "/reveals";
  }

  static String escalation(SessionId session, String escalationId) {
    return session(session) + "/escalations/" + encoded(escalationId);
  }

  static String ratings(SessionId session) {
    return session(session) + "/ratings";
  }

  static String endorsements(AgentUri agent) {
    return agent(agent) + "/endorsements";
  }

  static String transcript(SessionId session) {
    return session(session) + "/transcript";
  }
}
