package dev.parley.mcp;

import dev.parley.client.AgentTrust;
import dev.parley.client.FoundAgent;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Members;
import java.util.List;

/// Who am I, who is there, and what is known of them.
///
/// @param desk the agent
record FindingTools(Desk desk) {
  private static final int MOST_AGENTS = 20;
  private static final int MOST_SESSIONS = 50;
  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  List<AspTool<?>> tools() {
    return List.of(status(), discover(), trust());
  }

  private AspTool<?> status() {
    return new AspTool<>(
        "asp_status",
        "Who I am",
        "Tells which agent you act for, what a person allows it to do (you cannot change that), and"
            + " its newest sessions. Begin here.",
        AspTool.Effect.READS,
        Schema.object().closed(""),
        Schema.object()
            .required("agentId", Schema.word("The agent that you act for."))
            .required("limits", Schema.anything("What a person allows; enforced outside of you."))
            .required("sessions", Schema.list("The newest sessions.", Schema.word("An id.")))
            .closed(""),
        in -> in,
        (_, _) -> {
          List<String> ids = desk.agent().sessions().stream().map(SessionId::toString).toList();
          List<String> newest = ids.subList(Math.max(0, ids.size() - MOST_SESSIONS), ids.size());
          return ToolAnswer.done(
              "You act for " + desk.agent().id() + ", which has " + ids.size() + " sessions.",
              JsonObject.EMPTY
                  .with("agentId", desk.agent().id().text())
                  .with("limits", desk.limits().json())
                  .with("sessions", JsonArray.ofStrings(newest)));
        });
  }

  private record Search(String capability, double minTrust) {}

  private AspTool<?> discover() {
    return new AspTool<>(
        "asp_discover",
        "Find agents",
        "Finds agents that offer a capability, such as gpu-compute, with the trust score that the"
            + " node computed for each (0 to 100). What a card says is the agent's own word.",
        AspTool.Effect.READS,
        Schema.object()
            .required("capability", Schema.text("What is wanted, as cards name it."))
            .optional("minTrust", Schema.number("The least trust score, 0 to 100."))
            .closed(""),
        Schema.object()
            .required(
                "agents",
                Schema.list(
                    "At most 20.",
                    Schema.object()
                        .required("agentId", Schema.word("Its name, for asp_trust and asp_open."))
                        .required("trustScore", Schema.number("What the node computed."))
                        .optional("untrustedWords", Schema.anything("What its card says."))
                        .open("An agent.")))
            .required("more", Schema.truth("Whether there are more than these."))
            .closed(""),
        FindingTools::search,
        (search, _) -> {
          List<FoundAgent> all = desk.agent().discover(search.capability(), search.minTrust());
          List<JsonObject> shown =
              all.stream().limit(MOST_AGENTS).map(FindingTools::shown).toList();
          return ToolAnswer.done(
              all.isEmpty() ? "Nobody offers that." : all.size() + " offer that.",
              JsonObject.builder()
                  .put("agents", JsonArray.of(shown))
                  .put("more", all.size() > MOST_AGENTS)
                  .build());
        });
  }

  private static Search search(Members in) {
    double least = in.optionalNumber("minTrust").map(JsonNumber::value).orElse(0.0);
    if (least < 0 || least > 100) {
      in.wrong("minTrust", "between 0 and 100");
    }
    return new Search(in.text("capability"), least);
  }

  private static JsonObject shown(FoundAgent agent) {
    return JsonObject.EMPTY
        .with("agentId", agent.agentId().text())
        .with("trustScore", new JsonNumber(agent.trustScore()))
        .with(
            "untrustedWords",
            JsonObject.EMPTY.with("notice", MessageView.NOTICE).with("body", own(agent.card())));
  }

  /// What an agent says of itself, without keys and without the node's part.
  private static JsonObject own(JsonObject card) {
    JsonObject.Builder out = JsonObject.builder();
    for (String name :
        List.of(
            "name", "description", "organization", "capabilities", "availability", "currency")) {
      out.putIfPresent(name, card.get(name));
    }
    return out.build();
  }

  private AspTool<?> trust() {
    return new AspTool<>(
        "asp_trust",
        "Check trust",
        "Tells how far the node trusts an agent: trustScore from 0 to 100 by what it kept and broke,"
            + " low (the cautious bound: little evidence gives a low one), and why. Check before you"
            + " commit to something with somebody new.",
        AspTool.Effect.READS,
        Schema.object().required("agentId", Schema.agent("Whom, agent://…")).closed(""),
        Schema.object()
            .required("agentId", Schema.word("The agent."))
            .required("trustScore", Schema.number("0 to 100."))
            .required("trustLevel", Schema.word("One of five levels."))
            .required("low", Schema.number("The score by the 5 % bound."))
            .required("effectiveCounterparties", Schema.number("How broad the evidence is."))
            .required("reasons", Schema.list("Why.", Schema.word("A reason.")))
            .closed(""),
        in -> in.agent("agentId", NOBODY),
        (agent, _) -> {
          AgentTrust trust = desk.agent().trust(agent);
          return ToolAnswer.done(
              agent + " has a trust score of " + trust.trustScore() + ".",
              JsonObject.EMPTY
                  .with("agentId", agent.text())
                  .with("trustScore", new JsonNumber(trust.trustScore()))
                  .with("trustLevel", trust.trustLevel())
                  .with("low", new JsonNumber(trust.low()))
                  .with("effectiveCounterparties", new JsonNumber(trust.effectiveCounterparties()))
                  .with("reasons", JsonArray.ofStrings(trust.reasons())));
        });
  }
}
