package dev.parley.client;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.ProposalType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Two registered agents at a scripted node, and the session between them.
final class Pair implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);
  static final AgentUri ALPHA = new AgentUri("agent://acme.example/procurement/alpha");
  static final AgentUri BETA = new AgentUri("agent://cloudprime.example/gpu/beta");

  final ScriptedNode node = new ScriptedNode();
  final NodeConnection alphasNode;
  final NodeConnection betasNode;
  final KeyFile alphasFile;
  final KeyFile betasFile;
  final Agent alpha;
  final Agent beta;

  Pair(Path folder) throws IOException {
    this(folder, ConnectionSettings.DEFAULT);
  }

  Pair(Path folder, ConnectionSettings settings) throws IOException {
    alphasNode = NodeConnection.to(node.address(), settings, _ -> {});
    betasNode = NodeConnection.to(node.address(), settings, _ -> {});
    alphasFile =
        KeyFile.create(folder.resolve("alpha.json"), ALPHA, "org_acme", CardDraft.named("Alpha"));
    betasFile =
        KeyFile.create(
            folder.resolve("beta.json"),
            BETA,
            "org_cloudprime",
            CardDraft.named("Beta").offering("gpu-compute"));
    alpha = Agent.at(alphasNode, alphasFile);
    beta = Agent.at(betasNode, betasFile);
    alpha.register();
    beta.register();
  }

  /// A session in which both have shown their cards, as either sees it.
  record Both(Session alphas, Session betas) {}

  Both introduced() {
    Session alphas = alpha.open(Invite.to(BETA, "GPU hours"));
    Session betas = beta.join(alphas.id());
    beta.answering(betas, Say::accept, Agent.Afterwards.SHOW_CARD);
    alphas.introduced(SOON);
    betas.introduced(SOON);
    return new Both(alphas, betas);
  }

  static Utterance offer(long price) {
    return Say.propose(
        ProposalType.SERVICE_AGREEMENT,
        "100 GPU hours",
        JsonObject.EMPTY.with("price", JsonNumber.of(price)));
  }

  @Override
  public void close() {
    alphasNode.close();
    betasNode.close();
    node.close();
  }
}
