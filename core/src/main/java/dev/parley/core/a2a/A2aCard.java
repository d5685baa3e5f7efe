package dev.parley.core.a2a;

import dev.parley.core.a2a.A2aInterfaces.Session;
import dev.parley.core.a2a.A2aInterfaces.Streaming;
import dev.parley.core.card.AgentCard;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An agent's A2A 1.0 card, as it follows from its ASP card: no other source, so that both say the
/// same (protocol section 14).
public final class A2aCard {
  /// The version of A2A that is spoken.
  public static final String VERSION = "1.0";

  private static final String LIKELY_DESCRIPTION =
      "Negotiates, commits and delivers in sessions of the Agent Session Protocol.";

  private A2aCard() {}

  /// The A2A card of an agent, not signed yet.
  ///
  /// @param card its ASP card
  /// @param home where it is registered
  /// @param spoken where it speaks A2A; nothing if it speaks ASP only, through its node
  /// @return an `AgentCard` of A2A that has nothing empty
  public static JsonObject of(
      AgentCard card, SessionExtension.Home home, Optional<A2aInterfaces> spoken) {
    Session session = spoken.map(A2aInterfaces::session).orElse(Session.REQUIRED);
    boolean streams = spoken.filter(s -> s.streaming() == Streaming.OFFERED).isPresent();
    JsonObject.Builder out =
        JsonObject.builder()
            .put("name", card.name())
            .put("description", description(card))
            .put("version", Long.toString(card.version()))
            .put("supportedInterfaces", interfaces(home, spoken))
            .put(
                "capabilities",
                JsonObject.of(
                    "extensions",
                    JsonArray.of(List.of(SessionExtension.entry(home, session))),
                    "pushNotifications",
                    JsonBoolean.FALSE,
                    "streaming",
                    JsonBoolean.of(streams)))
            .put("defaultInputModes", modes())
            .put("defaultOutputModes", modes())
            .put("skills", skills(card));
    card.json()
        .string("organization")
        .filter(name -> !name.isEmpty())
        .ifPresent(
            name ->
                out.put(
                    "provider",
                    JsonObject.EMPTY
                        .with("organization", name)
                        .with("url", "https://" + card.agentId().domain())));
    return out.build();
  }

  private static String description(AgentCard card) {
    return card.json()
        .string("description")
        .filter(text -> !text.isEmpty())
        .orElse(LIKELY_DESCRIPTION);
  }

  private static JsonArray modes() {
    return JsonArray.ofStrings(List.of("application/json", "text/plain"));
  }

  private static JsonArray interfaces(SessionExtension.Home home, Optional<A2aInterfaces> spoken) {
    List<JsonValue> out = new ArrayList<>();
    spoken.ifPresent(
        s -> s.interfaces().forEach(each -> out.add(one(each.url().text(), each.binding()))));
    if (out.isEmpty()) {
      out.add(one(home.node() + "/v1/asp", A2aInterfaces.ASP_BINDING));
    }
    return JsonArray.of(out);
  }

  private static JsonObject one(String url, String binding) {
    return JsonObject.EMPTY
        .with("url", url)
        .with("protocolBinding", binding)
        .with("protocolVersion", VERSION);
  }

  private static JsonArray skills(AgentCard card) {
    List<JsonObject> skills =
        card.capabilities().stream()
            .filter(word -> !word.isEmpty())
            .map(word -> skill(word, "Offers " + word + "."))
            .toList();
    return JsonArray.of(
        skills.isEmpty() ? List.of(skill("asp-session", LIKELY_DESCRIPTION)) : skills);
  }

  private static JsonObject skill(String word, String description) {
    return JsonObject.EMPTY
        .with("id", word)
        .with("name", word)
        .with("description", description)
        .with("tags", JsonArray.ofStrings(List.of(word)));
  }
}
