package dev.parley.cli.sdk;

import dev.parley.client.ConnectionSettings;
import dev.parley.client.Invite;
import dev.parley.client.NodeConnection;
import dev.parley.core.identity.AgentUri;
import java.net.URI;

/// The ways to a node, and the spellings of what goes over them.
enum Way {
  REQUESTS,
  SOCKET,
  SOCKET_IN_MESSAGE_PACK;

  NodeConnection to(URI node) {
    return NodeConnection.to(
        node,
        switch (this) {
          case REQUESTS -> ConnectionSettings.DEFAULT;
          case SOCKET, SOCKET_IN_MESSAGE_PACK -> ConnectionSettings.DEFAULT.overSockets();
        });
  }

  Invite invite(AgentUri agent, String subject) {
    Invite invite = Invite.to(agent, subject);
    return switch (this) {
      case REQUESTS, SOCKET -> invite;
      case SOCKET_IN_MESSAGE_PACK -> invite.inMessagePack();
    };
  }
}
