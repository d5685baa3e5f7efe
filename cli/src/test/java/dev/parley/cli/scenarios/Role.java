package dev.parley.cli.scenarios;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Money;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Somebody who can take part in a script: an entry of `scenarios/cast.json`.
///
/// @param name what scripts call it
/// @param agent its agent
/// @param org its organisation
/// @param standsBy what has been settled before the first script
record Role(String name, AgentUri agent, String org, Standing standsBy) {

  /// Whether the node knows an agent, and what belongs to it there.
  sealed interface Standing {
    /// The node does not know it.
    record Unknown() implements Standing {}

    /// It is registered.
    ///
    /// @param funds what is on its account
    /// @param mandate what its principal lets it do without asking, if that is limited
    record Registered(Optional<Money> funds, Optional<JsonObject> mandate) implements Standing {}
  }

  static List<Role> all(String cast) {
    return Json.object(cast).array("roles").orElse(JsonArray.EMPTY).values().stream()
        .flatMap(each -> each instanceof JsonObject role ? Stream.of(of(role)) : Stream.empty())
        .toList();
  }

  private static Role of(JsonObject json) {
    return new Role(
        json.string("name").orElseThrow(),
        json.string("agentId").flatMap(AgentUri::parse).orElseThrow(),
        json.string("orgId").orElseThrow(),
        json.has("unknown")
            ? new Standing.Unknown()
            : new Standing.Registered(
                json.object("funds").map(funds -> Money.decode(funds, "/funds").orThrow()),
                json.object("mandate")));
  }
}
