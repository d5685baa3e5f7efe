package dev.parley.bench.faults;

import dev.parley.bench.load.Line;
import dev.parley.bench.load.Line.Reply;
import dev.parley.bench.load.Talk;
import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.load.Voice;
import dev.parley.bench.load.Walkthrough;
import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeDraft;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.dispute.Nonce;
import dev.parley.core.endorsement.Endorsement;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Performative;
import dev.parley.core.rating.Rating;
import dev.parley.core.wire.Timestamp;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/// A pair that keeps some promises and breaks others, quarrels, rates and endorses until the node
/// is gone, and takes up what it was at when the node is back. One thread at a time, but for the
/// count.
final class Quarreller implements Runnable {
  static final String DISPUTES = "/v1/asp/disputes";
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final int PATIENCE = 2_000;
  private static final List<Course.Story> STORIES = List.of(Course.Story.values());
  private static final Bond BOND = new Bond(new Amount(100, "USD"), Bond.Source.ACCOUNT);

  /// Refusals after which something has to be made anew on what the node has by now.
  private static final Set<String> ANEW =
      Set.of("chain_conflict", "sequence_gap", "stale", "not_your_turn", "unavailable");

  private final Line alpha;
  private final Line beta;
  private final AgentUri steward;
  private final Function<String, Optional<Hash>> operator;
  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private final List<Course> begun = new ArrayList<>();
  private final Deque<Course> waiting = new ArrayDeque<>();
  private final List<Act> kept;
  private final List<Act> broken;
  private final List<Act> declined;
  private final AtomicInteger count = new AtomicInteger();
  private Course course;
  private Instant now;
  private int turns;
  private int pauses;
  private int endorsed;

  /// Something that the node said it had accepted.
  ///
  /// @param where a path that shows it
  /// @param list the member that holds all of its kind
  /// @param hash its hash
  record Acknowledged(String where, String list, Hash hash) {}

  /// One act of a course; whether it is done.
  private interface Act {
    boolean done();
  }

  /// @param operator rules in a dispute as a person, if it waits for one
  Quarreller(
      URI node,
      AgentUri steward,
      int number,
      Function<String, Optional<Hash>> operator,
      Instant now) {
    this.alpha =
        new Line(node, Voice.of(new AgentUri("agent://acme.example/b/" + number), "org_acme"));
    this.beta =
        new Line(node, Voice.of(new AgentUri("agent://cloud.example/s/" + number), "org_cloud"));
    this.steward = steward;
    this.operator = operator;
    this.now = now;
    alpha.register();
    beta.register();
    this.kept = kept();
    this.broken = broken();
    this.declined = declined();
    this.course = begin();
  }

  Line line(Side side) {
    return side == Side.ALPHA ? alpha : beta;
  }

  List<Course> begun() {
    return begun;
  }

  List<Acknowledged> acknowledged() {
    return acknowledged;
  }

  int count() {
    return count.get();
  }

  int endorsed() {
    return endorsed;
  }

  /// Goes on with a node that was started again, at a time of its clock.
  void at(Instant time) {
    alpha.close(); // The connections to the node before are of no use.
    beta.close();
    now = time;
  }

  @Override
  public void run() {
    try {
      while (true) {
        step();
      }
    } catch (UncheckedIOException _) {
      // The node is gone.
    }
  }

  /// Takes every course that is under way to its end, as far as the clock lets it.
  void finish() {
    while (course.step() > 0 || waiting.stream().anyMatch(each -> each.old(now))) {
      step();
    }
  }

  private Course begin() {
    return new Course(STORIES.get(turns++ % STORIES.size()), now);
  }

  private void step() {
    List<Act> script =
        switch (course.story()) {
          case KEPT -> kept;
          case BROKEN -> broken;
          case DECLINED -> declined;
        };
    if (course.step() == 0 && course.inFlight().isEmpty()) {
      begun.add(course);
    }
    if (script.get(course.step()).done()) {
      course.next();
      pauses = 0;
      if (course.step() == script.size()) {
        over();
      }
    } else if (course.inFlight().isEmpty() && pauses++ > PATIENCE) {
      throw new AssertionError("no end of " + course.story() + " at " + course.step());
    }
  }

  private void over() {
    Course old = waiting.peek();
    course = old != null && old.old(now) ? waiting.remove() : begin();
  }

  private List<Act> introduced() {
    List<Act> acts = new ArrayList<>();
    new Walkthrough(alpha.voice(), beta.voice(), steward)
        .introduction()
        .forEach(words -> acts.add(says(words.side(), words.performative(), words::body)));
    acts.add(
        says(
            Side.ALPHA,
            Performative.QUERY,
            () -> JsonObject.EMPTY.with("queryId", "q").with("queryType", "capability")));
    acts.add(says(Side.BETA, Performative.COMMIT, this::promise));
    acts.add(
        says(Side.ALPHA, Performative.ACCEPT, () -> JsonObject.EMPTY.with("commitmentId", "deal")));
    return acts;
  }

  private JsonObject promise() {
    JsonObject owed =
        JsonObject.EMPTY.with("party", beta.voice().uri().text()).with("action", "deliver");
    return JsonObject.builder()
        .put("commitmentId", "deal")
        .put("deadline", Timestamp.format(now.plus(Duration.ofHours(1))))
        .put("terms", JsonObject.EMPTY.with("obligations", JsonArray.of(List.of(owed))))
        .put("escrow", JsonObject.EMPTY.with("amount", "2.00").with("currency", "USD"))
        .build();
  }

  private Act claims() {
    return says(
        Side.BETA,
        Performative.INFORM,
        () ->
            JsonObject.builder()
                .put("informType", "fulfillment")
                .put("fulfillmentId", "f")
                .put("commitmentId", "deal")
                .put("obligation", 0)
                .build());
  }

  private Act closes() {
    return says(Side.ALPHA, Performative.CLOSE, () -> JsonObject.EMPTY.with("reason", "completed"));
  }

  private List<Act> kept() {
    List<Act> acts = introduced();
    acts.add(claims());
    acts.add(
        says(Side.ALPHA, Performative.ACCEPT, () -> JsonObject.EMPTY.with("fulfillmentId", "f")));
    acts.add(closes());
    acts.addAll(List.of(rates(Side.ALPHA), rates(Side.BETA), this::endorses));
    return acts;
  }

  private List<Act> broken() {
    List<Act> acts = introduced();
    acts.add(this::waits);
    acts.add(
        () ->
            adds(
                Side.BETA,
                filedByTheNode(),
                new DisputeAct.Answered(false, Optional.empty(), Optional.empty())));
    acts.addAll(List.of(rates(Side.ALPHA), rates(Side.BETA)));
    return acts;
  }

  private List<Act> declined() {
    List<Act> acts = introduced();
    acts.add(claims());
    acts.add(
        says(
            Side.ALPHA,
            Performative.REJECT,
            () ->
                JsonObject.EMPTY
                    .with("fulfillmentId", "f")
                    .with("code", "unspecified")
                    .with("reason", "not what was agreed")));
    acts.add(this::files);
    acts.add(adds(Side.ALPHA, new DisputeAct.Answered(true, Optional.empty(), Optional.empty())));
    acts.add(adds(Side.BETA, new DisputeAct.Bonded(BOND)));
    acts.add(adds(Side.ALPHA, new DisputeAct.Bonded(BOND)));
    for (Side side : Side.values()) {
      acts.add(
          () ->
              adds(
                  side,
                  course.dispute(),
                  new DisputeAct.Sealed(1, nonce(side).seal(agent(side), course.dispute(), 1))));
    }
    for (Side side : Side.values()) {
      acts.add(() -> adds(side, course.dispute(), new DisputeAct.Revealed(1, nonce(side))));
    }
    acts.add(this::ruled);
    acts.add(closes());
    acts.addAll(List.of(rates(Side.ALPHA), rates(Side.BETA)));
    return acts;
  }

  private AgentUri agent(Side side) {
    return line(side).voice().uri();
  }

  private Nonce nonce(Side side) {
    String text = agent(side).text() + course.id();
    return Nonce.of(Hash.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Until the clock was moved past the deadline; something else goes on meanwhile.
  private boolean waits() {
    if (course.rested()) {
      return true;
    }
    course.rests(now);
    waiting.add(course);
    course = begin();
    return false;
  }

  private Act says(Side side, Performative performative, Supplier<JsonObject> body) {
    return () -> {
      JsonObject envelope =
          course
              .inFlight()
              .orElseGet(
                  () -> course.signed(alpha, line(side), side, performative, body.get(), now));
      return sends(side, course.target(), envelope, course.path("/messages?limit=200"), "messages");
    };
  }

  private boolean files() {
    JsonObject record =
        course
            .inFlight()
            .orElseGet(
                () ->
                    record(
                        Side.BETA,
                        course.dispute(),
                        0,
                        Course.head(beta.get(course.path("")).json()),
                        new DisputeAct.Filed(
                            "deal",
                            0,
                            agent(Side.BETA),
                            agent(Side.ALPHA),
                            DisputeReason.ESCROW_VIOLATION,
                            3,
                            BigDecimal.ONE,
                            JsonObject.EMPTY)));
    return sends(Side.BETA, DISPUTES, record, DISPUTES + "/" + course.dispute(), "records");
  }

  private Act adds(Side side, DisputeAct act) {
    return () -> adds(side, course.dispute(), act);
  }

  private boolean adds(Side side, String dispute, DisputeAct act) {
    if (dispute.isEmpty()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      return false;
    }
    String path = DISPUTES + "/" + dispute;
    JsonObject record =
        course
            .inFlight()
            .orElseGet(
                () -> {
                  JsonObject view = line(side).get(path).json();
                  return record(
                      side,
                      dispute,
                      view.integer("nextPosition").orElse(0),
                      Course.head(view),
                      act);
                });
    return sends(side, path + "/records", record, path, "records");
  }

  private JsonObject record(Side side, String dispute, long position, Hash head, DisputeAct act) {
    return new DisputeDraft(dispute, course.id(), position, now, agent(side), head, act)
        .sign(line(side).voice().keys().signer());
  }

  /// The dispute about this session, once the steward has filed it.
  private String filedByTheNode() {
    String cursor = "";
    do {
      JsonObject page = beta.get(DISPUTES + "?limit=200" + cursor).json();
      for (var each : page.array("disputes").orElse(JsonArray.EMPTY)) {
        JsonObject dispute = (JsonObject) each;
        if (dispute.string("sessionId").filter(course.id().toString()::equals).isPresent()) {
          return dispute.string("disputeId").orElseThrow();
        }
      }
      cursor = page.string("nextCursor").map(next -> "&cursor=" + next).orElse("");
    } while (!cursor.isEmpty());
    return "";
  }

  private boolean ruled() {
    JsonObject view = beta.get(DISPUTES + "/" + course.dispute()).json();
    String stage = view.string("stage").orElse("");
    if (stage.equals("PERSON")) {
      operator
          .apply(course.dispute())
          .ifPresent(hash -> acknowledge(DISPUTES + "/" + course.dispute(), "records", hash));
    }
    return stage.equals("FINAL");
  }

  private Act rates(Side side) {
    return () -> {
      AgentUri peer = agent(side.other());
      JsonObject record =
          course
              .inFlight()
              .orElseGet(
                  () ->
                      Rating.sign(
                          course.id(),
                          now,
                          agent(side),
                          List.of(new Rating.Peer(peer, 1 + turns % 5, Optional.empty())),
                          Course.head(line(side).get(course.path("")).json()),
                          line(side).voice().keys().signer()));
      String path = course.path("/ratings");
      return sends(side, path, record, path, "ratings");
    };
  }

  /// Beta, who has kept a promise, speaks for another buyer, once its score carries that.
  private boolean endorses() {
    AgentUri about = new AgentUri("agent://acme.example/b/" + turns / 3 % Nodes.size(3, 6));
    String path =
        "/v1/asp/agents/"
            + URLEncoder.encode(about.text(), StandardCharsets.UTF_8)
            + "/endorsements";
    JsonObject record =
        course
            .inFlight()
            .orElseGet(
                () ->
                    Endorsement.sign(
                        about,
                        agent(Side.BETA),
                        steward,
                        now,
                        new Endorsement.Act.Given(Optional.empty()),
                        beta.voice().keys().signer()));
    course.sends(record);
    Reply reply = beta.post(path, record);
    if (reply.good()) {
      acknowledge(path, "endorsements", Talk.hash(record));
      endorsed++;
      return true;
    }
    return Set.of("insufficient_trust_score", "duplicate", "agent_not_found").contains(reply.code())
        || anew(reply);
  }

  private boolean sends(Side side, String path, JsonObject made, String where, String list) {
    Reply reply = line(side).post(path, course.sends(made));
    if (reply.good()) {
      acknowledge(where, list, Talk.hash(made));
      return true;
    }
    return anew(reply);
  }

  /// What was overtaken by the clock is given up.
  private boolean anew(Reply reply) {
    course.again();
    if (ANEW.contains(reply.code())) {
      LockSupport.parkNanos(PAUSE.toNanos());
    } else if (course.old(now)) {
      over();
    } else {
      throw new AssertionError(
          course.story() + " at " + course.step() + ": " + reply.status() + " " + reply.body());
    }
    return false;
  }

  private void acknowledge(String where, String list, Hash hash) {
    acknowledged.add(new Acknowledged(where, list, hash));
    count.incrementAndGet();
  }
}
