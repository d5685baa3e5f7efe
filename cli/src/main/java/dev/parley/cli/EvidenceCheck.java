package dev.parley.cli;

import dev.parley.client.transcript.Verdict;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.SignedEvidence;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whether what a transcript says about an agent stands in a file of evidence about it, piece by
/// piece: so a node cannot leave out what is good or bad for somebody.
///
/// @param agent whom the file is about
/// @param stands how many pieces of the transcript stand there
/// @param later how many are of days after that of the file
/// @param troubles what does not hold
record EvidenceCheck(AgentUri agent, int stands, int later, List<String> troubles) {

  static EvidenceCheck of(SignedEvidence file, Verdict verdict) {
    AgentUri agent = file.document().standing().agent();
    List<String> troubles = new ArrayList<>();
    verdict
        .header()
        .filter(h -> file.seal().filter(s -> !s.card().agentId().equals(h.node())).isPresent())
        .ifPresent(h -> troubles.add("the file is of another node than " + h.node()));
    Map<Hash, Evidence> there = new HashMap<>();
    file.document().evidence().forEach(piece -> there.put(piece.origin().hash(), piece));
    int stands = 0;
    int later = 0;
    for (Evidence piece : said(verdict, agent).values()) {
      Evidence found = there.get(piece.origin().hash());
      if (found != null && found.equals(piece)) {
        stands++;
      } else if (found == null && day(piece) > file.document().epoch().day()) {
        later++;
      } else {
        troubles.add(
            (found == null ? "not there: " : "there with another content: ")
                + EvidenceReport.words(piece)
                + " ("
                + piece.origin().hash()
                + ")");
      }
    }
    return new EvidenceCheck(agent, stands, later, List.copyOf(troubles));
  }

  /// The last word about each piece: a breach that was forgiven comes twice.
  private static Map<Hash, Evidence> said(Verdict verdict, AgentUri agent) {
    Map<Hash, Evidence> said = new LinkedHashMap<>();
    verdict.evidence().stream()
        .filter(piece -> piece.origin().subject().equals(agent))
        .forEach(piece -> said.put(piece.origin().hash(), piece));
    return said;
  }

  private static long day(Evidence piece) {
    return LocalDate.ofInstant(piece.origin().at(), ZoneOffset.UTC).toEpochDay();
  }

  boolean holds() {
    return troubles.isEmpty();
  }

  void say(Output output) {
    output.say();
    output.say(
        "  %d of %d pieces about %s stand in the evidence%s"
            .formatted(
                stands,
                stands + later + troubles.size(),
                agent,
                later == 0 ? "" : ", %d came after it".formatted(later)));
    troubles.forEach(trouble -> output.say("    - " + trouble));
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("agentId", agent.text())
        .put("holds", holds())
        .put("stands", stands)
        .put("later", later)
        .put("troubles", JsonArray.ofStrings(troubles))
        .build();
  }
}
