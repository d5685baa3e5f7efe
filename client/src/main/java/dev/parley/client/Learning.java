package dev.parley.client;

import dev.parley.client.transcript.CaseReader;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.json.JsonValue;
import dev.parley.core.learning.Case;
import dev.parley.core.learning.LearnReport;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.StateName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What an agent learns from its own sessions at a node (protocol section 6, LEARN). Nothing of it
/// is said in a session. Thread-safe.
public final class Learning {
  private static final String REPORT = "/v1/asp/learn/report";
  private static final int PAGE = 100;

  private final Agent agent;
  private final HttpCalls calls;
  private final Credentials by;
  private final SecureRandom chance = new SecureRandom();

  Learning(Agent agent, HttpCalls calls, Credentials by) {
    this.agent = agent;
    this.calls = calls;
    this.by = by;
  }

  /// Makes a report from this agent's own transcripts: each is fetched and verified, and no figure
  /// is taken from the node. Takes a request for each session.
  ///
  /// @param most of how many sessions at most, the newest; 1 to [LearnReport#MOST_SESSIONS]
  /// @param path where the price stands in the terms of proposals; empty: found by its name
  /// @return the report
  /// @throws RefusedException if the node declines
  /// @throws NodeMisbehavedException if a transcript does not hold
  public LearnReport fromTranscripts(int most, Optional<JsonPointer> path) {
    Ended ended = ended(most);
    CaseReader reader = new CaseReader(agent.id(), path);
    List<Case> cases = new ArrayList<>();
    for (SessionId session : ended.sessions()) {
      read(reader, session).ifPresent(cases::add);
    }
    return LearnReport.of(agent.id(), cases, ended.leftOut(), chance);
  }

  /// The report that the node makes of this agent's sessions there: one request, and the node's
  /// word.
  ///
  /// @param most of how many sessions at most, the newest; 1 to [LearnReport#MOST_SESSIONS]
  /// @param path where the price stands in the terms of proposals; empty: found by its name
  /// @return an object of the format [LearnReport#FORMAT]
  /// @throws RefusedException if the node declines
  public JsonObject fromNode(int most, Optional<JsonPointer> path) {
    String query =
        REPORT + "?last=" + most + path.map(p -> "&path=" + Paths.encoded(p.toString())).orElse("");
    JsonObject report = calls.exchange(Call.read(query), by).orThrow();
    boolean ours =
        report.string("format").filter(LearnReport.FORMAT::equals).isPresent()
            && report.string("agentId").filter(agent.id().text()::equals).isPresent();
    if (!ours) {
      throw new TransportException("the node's answer is no report about " + agent.id());
    }
    return report;
  }

  private record Ended(List<SessionId> sessions, int leftOut) {}

  /// The newest sessions that have ended, by pages.
  private Ended ended(int most) {
    List<SessionId> out = new ArrayList<>();
    int leftOut = 0;
    Optional<String> cursor = Optional.empty();
    do {
      String page =
          Paths.SESSIONS
              + "?limit="
              + PAGE
              + cursor.map(c -> "&cursor=" + Paths.encoded(c)).orElse("");
      JsonObject answer = calls.exchange(Call.read(page), by).orThrow();
      for (JsonValue each : answer.array("sessions").orElse(JsonArray.EMPTY)) {
        if (each instanceof JsonObject session && terminal(session)) {
          Optional<SessionId> id = session.string("sessionId").flatMap(SessionId::parse);
          if (id.isPresent() && out.size() < most) {
            out.add(id.get());
          } else {
            leftOut++;
          }
        }
      }
      Optional<String> next = answer.string("nextCursor");
      cursor = next.equals(cursor) ? Optional.empty() : next;
    } while (cursor.isPresent());
    return new Ended(out, leftOut);
  }

  private static boolean terminal(JsonObject session) {
    String name = session.string("state").orElse("");
    return Arrays.stream(StateName.values()).anyMatch(s -> s.terminal() && s.name().equals(name));
  }

  private Optional<Case> read(CaseReader reader, SessionId session) {
    try {
      Path file = Files.createTempFile("parley-learn-", ".ndjson");
      try {
        try (var out = Files.newOutputStream(file)) {
          agent.transcript(session, out);
        }
        try (InputStream in = Files.newInputStream(file)) {
          return taken(session, reader.read(in));
        }
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a transcript cannot be kept for reading", e);
    }
  }

  private static Optional<Case> taken(SessionId session, CaseReader.Reading reading) {
    return switch (reading) {
      case CaseReader.Reading.Learnt(Case figures) -> Optional.of(figures);
      case CaseReader.Reading.GoesOn() -> Optional.empty();
      case CaseReader.Reading.NotOurs() -> Optional.empty();
      case CaseReader.Reading.Broken(String place, Refusal refusal) ->
          throw new Discrepancy(
                  Discrepancy.Kind.INTEGRITY,
                  -1,
                  "a transcript of " + session + " that holds",
                  place + ": " + refusal.message())
              .exception();
    };
  }

  /// Whose learning it is.
  @Override
  public String toString() {
    return "Learning[" + agent.id() + "]";
  }
}
