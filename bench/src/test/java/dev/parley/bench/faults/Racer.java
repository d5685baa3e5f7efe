package dev.parley.bench.faults;

import dev.parley.bench.load.FreshIds;
import dev.parley.bench.load.Line;
import dev.parley.bench.load.Talk;
import dev.parley.bench.load.Voice;
import dev.parley.core.chain.Draft;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// A process that races: it reads places in sessions from standard input, one a line, says
/// something at each at once (of a kind that one side may say as often as it likes), and writes
/// what became of it. It ends with its standard input.
final class Racer {
  private Racer() {}

  /// Runs it.
  ///
  /// @param args the node's address, the agent's name, its organisation, its score
  public static void main(String[] args) throws IOException {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      AgentKeys keys = AgentKeys.parse(object(in.readLine())).orElseThrow();
      Voice voice = Voice.of(new AgentUri(args[1]), args[2], keys);
      Line line = new Line(URI.create(args[0]), voice);
      for (String place = in.readLine(); place != null; place = in.readLine()) {
        System.out.println(race(line, object(place), Double.parseDouble(args[3])));
        System.out.flush();
      }
    }
  }

  private static String race(Line line, JsonObject place, double score) {
    SessionId session = SessionId.parse(place.string("session").orElseThrow()).orElseThrow();
    Instant now = Instant.now();
    JsonObject envelope =
        line.voice()
            .sign(
                new Draft(
                    Envelope.VERSION,
                    new MessageId(FreshIds.next(now)),
                    session,
                    place.integer("sequence").orElseThrow(),
                    now,
                    line.voice().uri(),
                    line.voice().orgId(),
                    score,
                    Optional.empty(),
                    Performative.INFORM,
                    JsonObject.EMPTY
                        .with("informType", "error")
                        .with("code", "unspecified")
                        .with("reason", "a race"),
                    JsonObject.EMPTY,
                    new Hash(place.string("head").orElseThrow())));
    Line.Reply reply = line.post("/v1/asp/sessions/" + session + "/messages", envelope);
    return reply.good()
        ? "won " + Talk.hash(envelope).text()
        : "lost " + reply.status() + " " + reply.code();
  }

  private static JsonObject object(String line) {
    if (StrictJson.read(line.getBytes(StandardCharsets.UTF_8), JsonLimits.MESSAGE)
        instanceof Parsed.Value(JsonObject object, _)) {
      return object;
    }
    throw new IllegalArgumentException("no object: " + line);
  }
}
