package dev.parley.a2a;

import dev.parley.a2a.serve.A2aServer;
import dev.parley.a2a.task.TaskDesk;
import dev.parley.a2a.task.TaskLimits;
import dev.parley.core.a2a.A2aCard;
import dev.parley.core.a2a.A2aInterfaces;
import dev.parley.core.a2a.A2aInterfaces.Session;
import dev.parley.core.a2a.A2aInterfaces.Streaming;
import dev.parley.core.a2a.CardSignature;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.WebAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// An A2A endpoint of ours with the [Worker], without a node.
final class Endpoint {
  static final AgentKeys KEYS = AgentKeys.generate(new SecureRandom());

  private Endpoint() {}

  static A2aServer start(A2aServer.Setting setting, TaskLimits limits) {
    TaskDesk desk = new TaskDesk(new Worker(), Optional.empty(), limits, InstantSource.system());
    return A2aServer.start(setting, desk, where -> card(where, setting.session()), Instant.EPOCH);
  }

  static A2aServer start() {
    return start(A2aServer.Setting.local(), TaskLimits.USUAL);
  }

  private static JsonObject card(URI where, Session session) {
    AgentCard asp =
        AgentCard.sign(
                JsonObject.builder()
                    .put("agentId", "agent://worker.example/w")
                    .put("orgId", "org_worker")
                    .put("name", "Worker")
                    .put("capabilities", JsonArray.ofStrings(List.of("work")))
                    .put("signingPublicKey", KEYS.signer().publicKey().jwk())
                    .put("dpopPublicKey", KEYS.proofSigner().publicKey().jwk())
                    .put("cardVersion", 1)
                    .build(),
                KEYS.signer())
            .orThrow();
    WebAddress url = new WebAddress(where.toString());
    A2aInterfaces spoken =
        new A2aInterfaces(
            List.of(
                new A2aInterfaces.Interface(url, "JSONRPC"),
                new A2aInterfaces.Interface(url, "HTTP+JSON")),
            session,
            Streaming.OFFERED);
    SessionExtension.Home home =
        new SessionExtension.Home(
            asp.agentId(), asp.hash(), "https://n.example", "https://n.example/k");
    return CardSignature.sign(
            A2aCard.of(asp, home, Optional.of(spoken)), KEYS.tokenSigner(), Optional.empty())
        .orThrow();
  }
}
