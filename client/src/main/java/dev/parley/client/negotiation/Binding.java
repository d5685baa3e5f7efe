package dev.parley.client.negotiation;

import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Commit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The commitment that an agreement becomes: each side owes the other to carry the outcome out,
/// with an acceptance criterion for each issue.
///
/// @param domain what was to be settled
/// @param self this side
/// @param partner the other side
/// @param settlement how long both have
record Binding(Domain domain, AgentUri self, AgentUri partner, Duration settlement) {

  /// What this side commits to after its offer was accepted.
  Pledge pledge(int outcome, String proposalId, Received last) {
    return pledge(outcome, proposalId, last, self, partner);
  }

  private Pledge pledge(
      int outcome, String proposalId, Received last, AgentUri proposer, AgentUri acceptor) {
    return Pledge.until(last.acceptedAt().plus(settlement))
        .fulfilling(proposalId)
        .obligation(obligation(outcome, proposer, acceptor))
        .obligation(obligation(outcome, acceptor, proposer));
  }

  private JsonObject obligation(int outcome, AgentUri party, AgentUri beneficiary) {
    JsonObject values = domain.values(outcome);
    List<JsonValue> criteria = new ArrayList<>();
    for (Issue issue : domain.issues()) {
      String path = "/" + issue.name().replace("~", "~0").replace("/", "~1");
      JsonValue value = values.get(issue.name());
      criteria.add(
          JsonObject.builder()
              .put("path", path)
              .put("op", "eq")
              .putIfPresent("value", value)
              .build());
    }
    return JsonObject.builder()
        .put("party", party.text())
        .put("beneficiary", beneficiary.text())
        .put("action", "carry out what was agreed on about " + domain.name())
        .put("acceptance", JsonArray.of(criteria))
        .build();
  }

  /// What is wrong with a COMMIT of the other side; nothing if it is what its accepted offer was.
  Optional<String> objection(int outcome, String proposalId, Received message) {
    JsonObject expected = bare(pledge(outcome, proposalId, message, partner, self).body());
    if (!bare(message.body()).equals(expected)) {
      return Optional.of("not the terms that were accepted");
    }
    return message.message() instanceof Commit commit
            && commit.deadline().isBefore(message.acceptedAt().plus(settlement.dividedBy(2)))
        ? Optional.of("a deadline that leaves too little time")
        : Optional.empty();
  }

  private static JsonObject bare(JsonObject body) {
    return body.without("commitmentId", "deadline");
  }
}
