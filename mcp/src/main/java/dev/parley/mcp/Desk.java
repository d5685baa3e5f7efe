package dev.parley.mcp;

import dev.parley.client.Agent;
import java.time.Instant;
import java.time.InstantSource;

/// One agent with what it needs to act for its principal through a model: its sessions, its
/// invitations and the limits that a person gave it. Thread-safe.
public final class Desk implements AutoCloseable {
  private final Agent agent;
  private final Limits limits;
  private final InstantSource clock;
  private final OpenSessions sessions;
  private final Invitations invitations;

  /// Sits down. Nothing is sent yet.
  ///
  /// @param agent who acts, registered at its node
  /// @param limits what a person lets it do
  /// @param clock tells what is void by time
  public Desk(Agent agent, Limits limits, InstantSource clock) {
    this.agent = agent;
    this.limits = limits;
    this.clock = clock;
    this.sessions = new OpenSessions(agent);
    this.invitations = new Invitations(agent, sessions);
  }

  Agent agent() {
    return agent;
  }

  Limits limits() {
    return limits;
  }

  OpenSessions sessions() {
    return sessions;
  }

  Invitations invitations() {
    return invitations;
  }

  Instant now() {
    return clock.instant();
  }

  /// Stops following; the sessions themselves go on.
  @Override
  public void close() {
    invitations.close();
    sessions.close();
  }
}
