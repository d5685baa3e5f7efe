package dev.parley.console.escalations;

import dev.parley.console.page.Site;
import dev.parley.console.people.Person;
import dev.parley.console.words.TermRows;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.Participant;
import dev.parley.core.session.Talk;
import java.util.List;
import java.util.Optional;

/// Against what an escalation stands: the mandate of who asks, and how often it may ask. Stateless.
final class MandateRows {
  private MandateRows() {}

  /// What a principal's agent may do without asking.
  static List<TermRows.Row> of(Site site, String principal) {
    return AgentUri.parse(principal)
        .flatMap(site.node().mandates()::view)
        .flatMap(kept -> kept.object("mandate"))
        .map(mandate -> mandate.without("integrity", "type", "agentId", "by"))
        .map(mandate -> TermRows.of(mandate, Optional.empty()))
        .orElseGet(List::of);
  }

  /// How many escalations of the session's budget a principal has had.
  static String budget(Site site, Person person, String session, JsonObject escalation) {
    Optional<Talk> talk =
        site.reader(person, session).flatMap(reader -> reader.view().state().said());
    Optional<Participant> asker =
        escalation
            .string("askedBy")
            .flatMap(AgentUri::parse)
            .flatMap(agent -> talk.flatMap(t -> t.participant(agent)));
    return talk.isEmpty() || asker.isEmpty()
        ? ""
        : "%d of %d in this session"
            .formatted(asker.get().escalations(), talk.get().opening().terms().maxEscalations());
  }
}
