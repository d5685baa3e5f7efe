package dev.parley.bench.faults;

import dev.parley.bench.load.FreshIds;
import dev.parley.bench.load.Line;
import dev.parley.bench.load.Talk.Side;
import dev.parley.core.chain.Draft;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One session on its way: how far it is, what was sent and not answered, and where its chain
/// stands, which the node is asked for since its steward speaks too. Not thread-safe.
final class Course {
  private static final String SESSIONS = "/v1/asp/sessions";

  private final SessionId id;
  private final Story story;
  private Instant begun;
  private boolean rested;
  private final Map<Side, Double> scores = new EnumMap<>(Side.class);
  private int step;
  private @Nullable JsonObject inFlight;

  /// What becomes of a promise.
  enum Story {
    /// It is broken; the node files it, and who broke it concedes.
    BROKEN,
    /// The claim is declined; both sides stake a bond, and the operator rules.
    DECLINED,
    /// It is kept.
    KEPT
  }

  Course(Story story, Instant begun) {
    this.id = new SessionId(FreshIds.next(begun));
    this.story = story;
    this.begun = begun;
  }

  SessionId id() {
    return id;
  }

  Story story() {
    return story;
  }

  /// Leaves it be until the clock has been moved.
  void rests(Instant now) {
    begun = now;
    rested = true;
  }

  boolean rested() {
    return rested;
  }

  /// Whether the clock has been moved since it began or came to rest.
  boolean old(Instant now) {
    return begun.isBefore(now);
  }

  int step() {
    return step;
  }

  void next() {
    step++;
    inFlight = null;
  }

  /// What had no answer is sent again as it was: it may have been accepted.
  Optional<JsonObject> inFlight() {
    return Optional.ofNullable(inFlight);
  }

  JsonObject sends(JsonObject made) {
    inFlight = made;
    return made;
  }

  /// It was refused, so it is made anew.
  void again() {
    inFlight = null;
  }

  String path(String below) {
    return SESSIONS + "/" + id + below;
  }

  String target() {
    return step == 0 ? SESSIONS : path("/messages");
  }

  String dispute() {
    return "of-" + id;
  }

  /// Signs what a side says next.
  JsonObject signed(
      Line alpha, Line line, Side side, Performative performative, JsonObject body, Instant now) {
    JsonObject view = step == 0 ? JsonObject.EMPTY : alpha.get(path("")).json();
    long number = 0;
    for (JsonValue each : view.array("participants").orElse(JsonArray.EMPTY)) {
      JsonObject participant = (JsonObject) each;
      if (participant.string("agentId").filter(line.voice().uri().text()::equals).isPresent()) {
        number = participant.integer("nextSequence").orElseThrow();
      }
    }
    double score = scores.computeIfAbsent(side, _ -> line.register());
    AgentUri agent = line.voice().uri();
    return line.voice()
        .sign(
            new Draft(
                Envelope.VERSION,
                new MessageId(FreshIds.next(now)),
                id,
                number,
                now,
                agent,
                line.voice().orgId(),
                score,
                Optional.empty(),
                performative,
                body,
                JsonObject.EMPTY,
                head(view)));
  }

  static Hash head(JsonObject view) {
    return view.string("head").flatMap(Hash::parse).orElse(Hash.ZERO);
  }
}
