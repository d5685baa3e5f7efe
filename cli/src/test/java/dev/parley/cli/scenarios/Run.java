package dev.parley.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.queue.Eventually;
import dev.parley.client.Wire;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.wire.Timestamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A script on one way: what was said so far, and what has to be answered next. For one thread.
final class Run {
  private static final String IDLE = "IDLE";

  private final Stage stage;
  private final Way way;
  private final Names names;
  private final Scribe scribe;
  private final String session;
  private final Map<String, Long> said = new HashMap<>();
  private final Map<String, JsonNumber> scores = new HashMap<>();
  private final Map<String, Sent> sent = new HashMap<>();
  private final List<String> refusals = new ArrayList<>();
  private String reader = "";
  private String head = Hash.ZERO.text();
  private long length;
  private String state = IDLE;

  /// A message, and the first answer to it.
  private record Sent(String by, Submission submission, Reply first) {}

  Run(Stage stage, Way way) {
    this.stage = stage;
    this.way = way;
    this.names = new Names(() -> stage.clock().now());
    this.scribe = new Scribe(stage::keys, names);
    this.session = Ids.fresh(stage.clock().now());
    names.put("session", session);
    names.put("steward", stage.steward());
    for (Role role : stage.cast()) {
      names.put(role.name(), role.agent().text());
      names.put(role.name() + ".org", role.org());
      stage.card(role.name()).ifPresent(hash -> names.put(role.name() + ".card", hash));
    }
  }

  Way way() {
    return way;
  }

  void says(Step.Says step) throws IOException {
    if (reader.isEmpty()) {
      reader = step.who();
    }
    JsonObject draft = draft(step);
    JsonObject signed = scribe.sign(step.who(), draft, of(step, Clause.Writing.class));
    Submission submission = submission(step, signed);
    String by =
        of(step, Clause.Sending.By.class).stream()
            .findFirst()
            .map(Clause.Sending.By::who)
            .orElse(step.who());
    Reply reply = mouth(by).say(submission);
    for (Clause.Name name : of(step, Clause.Name.class)) {
      names.put(name.name(), signed);
      sent.put(name.name(), new Sent(by, submission, reply));
    }
    meets(step.where(), step.expected(), reply, Optional.empty());
    if (step.expected() instanceof Expected.Accepted) {
      said.merge(step.who(), 1L, Long::sum);
      follows(signed);
    }
  }

  void again(Step.Again step) throws IOException {
    Sent before = Objects.requireNonNull(sent.get(step.message()), step.where());
    assertThat(step.who()).as(step.where()).isEqualTo(before.by());
    Reply reply = mouth(before.by()).say(before.submission().at(moment()));
    meets(step.where(), step.expected(), reply, Optional.of(before.first()));
  }

  /// Waits for what the steward says by itself.
  void hears(Step.Steward step) throws IOException {
    String path = path("/messages?limit=1&since_sequence=" + (length - 1));
    Eventually.holds(() -> next(path).isPresent());
    JsonObject delivered = next(path).orElseThrow();
    JsonObject envelope = delivered.object("envelope").orElseThrow();
    String where = place(step.where());
    assertThat(envelope.object("sender").flatMap(s -> s.string("agentId")))
        .as(where)
        .contains(stage.steward());
    assertThat(envelope.string("performative")).as(where).contains(step.performative());
    JsonObject body =
        envelope.object("content").flatMap(content -> content.object("body")).orElseThrow();
    JsonObject least = Json.object(names.resolve(step.body()));
    for (String member : least.names()) {
      assertThat(body.get(member)).as("%s: %s", where, member).isEqualTo(least.get(member));
    }
    for (Clause clause : step.clauses()) {
      if (clause instanceof Clause.Name(String name)) {
        names.put(name, envelope);
      }
    }
    meets(step.where(), step.expected(), Reply.accepted(delivered), Optional.empty());
    follows(envelope);
  }

  private Optional<JsonObject> next(String path) throws IOException {
    return Json.object(mouth(reader).read(path).body())
        .array("messages")
        .orElse(JsonArray.EMPTY)
        .values()
        .stream()
        .flatMap(each -> each instanceof JsonObject message ? Stream.of(message) : Stream.empty())
        .findFirst();
  }

  private void follows(JsonObject envelope) {
    head = Place.of("/integrity/hash").text(envelope).orElseThrow();
    length++;
  }

  private JsonObject draft(Step.Says step) throws IOException {
    JsonObject body = Json.object(names.resolve(step.body()));
    return JsonObject.builder()
        .put("version", "asp/0.1")
        .put("messageId", Ids.fresh(stage.clock().now()))
        .put("sessionId", session)
        .put("sequenceNumber", said.getOrDefault(step.who(), 0L))
        .put("timestamp", Timestamp.format(stage.clock().now()))
        .put(
            "sender",
            JsonObject.builder()
                .put("agentId", stage.keys(step.who()).agentId().text())
                .put("orgId", stage.keys(step.who()).orgId())
                .put("trustScore", score(step.who()))
                .build())
        .put("performative", step.performative())
        .put(
            "content",
            JsonObject.builder()
                .put("mimeType", "application/json")
                .put("body", spoken(body))
                .build())
        .put("integrity", JsonObject.EMPTY.with("previousHash", head))
        .build();
  }

  /// An invitation says how messages are spelt, unless the script has it say so.
  private JsonObject spoken(JsonObject body) {
    boolean invites = body.string("type").equals(Optional.of("session-invitation"));
    Optional<JsonObject> terms = body.object("terms").filter(t -> invites && !t.has("format"));
    return switch (way.format()) {
      case JSON -> body;
      case MESSAGE_PACK ->
          terms.map(t -> body.with("terms", t.with("format", way.format().wire()))).orElse(body);
    };
  }

  /// The score that the node has recorded for a role when it speaks first.
  private JsonNumber score(String role) throws IOException {
    if (!scores.containsKey(role)) {
      String agent = stage.keys(role).agentId().text();
      Wire.Reply card =
          mouth(reader)
              .read("/v1/asp/agents/" + agent.replace(":", "%3A").replace("/", "%2F") + "/card");
      JsonValue score = Json.object(card.body()).get("trustScore");
      scores.put(role, score instanceof JsonNumber number ? number : JsonNumber.of(0));
    }
    return Objects.requireNonNull(scores.get(role));
  }

  private Submission submission(Step.Says step, JsonObject signed) {
    String to =
        of(step, Clause.Sending.For.class).stream()
            .findFirst()
            .map(sending -> names.resolve(sending.session()))
            .orElse(session);
    return new Submission(
        to, moment(), new Letter(signed, resolved(of(step, Clause.Damage.class))));
  }

  private Submission.Moment moment() {
    if (length == 0) {
      return Submission.Moment.BEFORE;
    }
    return state.equals("CLOSED") || state.equals("FAILED")
        ? Submission.Moment.AFTER
        : Submission.Moment.DURING;
  }

  private List<Clause.Damage> resolved(List<Clause.Damage> damages) {
    return damages.stream()
        .map(
            damage ->
                damage instanceof Clause.Damage.Alter(String pointer, String json)
                    ? new Clause.Damage.Alter(pointer, names.resolve(json))
                    : damage)
        .toList();
  }

  private static <T extends Clause> List<T> of(Step.Says step, Class<T> kind) {
    return step.clauses().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private void meets(String where, Expected expected, Reply reply, Optional<Reply> first)
      throws IOException {
    String place = place(where);
    long at = length;
    if (reply instanceof Reply.Refused(String code, _, JsonObject details)) {
      refusals.add(where + " " + code + (code.equals("malformed") ? "" : " " + details));
    }
    switch (expected) {
      case Expected.Accepted(String after) -> {
        assertThat(reply).as(place).isInstanceOf(Reply.Accepted.class);
        assertThat(((Reply.Accepted) reply).position())
            .as("%s: nobody else spoke", place)
            .isEqualTo(at);
        state = after;
      }
      case Expected.Refused(String code, Optional<String> after) -> {
        assertThat(reply)
            .as(place)
            .isInstanceOfSatisfying(
                Reply.Refused.class,
                refused ->
                    assertThat(refused.code())
                        .as("%s: %s", place, refused.message())
                        .isEqualTo(code));
        state = after.orElse(state);
      }
      case Expected.Same() -> assertThat(Optional.of(reply)).as(place).isEqualTo(first);
    }
    assertThat(stateNow()).as("%s: the state after it", place).isEqualTo(state);
  }

  /// What a program can go on with after each refusal. What `malformed` points at lies in the
  /// bytes, which each way spells in its own manner.
  List<String> refusals() {
    return Told.numbered(refusals);
  }

  private String stateNow() throws IOException {
    Wire.Reply view = mouth(reader).read(path(""));
    return Json.object(view.body()).string("state").orElse(IDLE);
  }

  private String path(String more) {
    return HttpMouth.SESSIONS + "/" + session + more;
  }

  private String place(String where) {
    return where + " over " + way;
  }

  private Mouth mouth(String role) {
    return stage.mouth(way, role);
  }

  /// The transcript, as the one who spoke first gets it.
  ///
  /// @return nothing when the session was never opened
  Optional<byte[]> transcript() throws IOException {
    return length == 0
        ? Optional.empty()
        : Optional.of(mouth(reader).read(path("/transcript")).body());
  }

  void rest() {
    stage.cast().forEach(role -> mouth(role.name()).rest());
  }
}
