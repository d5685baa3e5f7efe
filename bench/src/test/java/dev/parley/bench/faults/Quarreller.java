package dev.parley.bench.faults;

import dev.parley.bench.load.Line;
import dev.parley.bench.load.Line.Reply;
import dev.parley.bench.load.Talk;
import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.load.Voice;
import dev.parley.bench.load.Walkthrough;
import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Performative;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
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
  private final Papers papers;
  private final Function<String, Optional<Hash>> operator;
  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private final Set<Course> begun = new LinkedHashSet<>();
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
    this.papers = new Papers(alpha, beta, steward);
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

  Set<Course> begun() {
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
    acts.add(says(Side.BETA, Performative.COMMIT, () -> papers.promise(now)));
    acts.add(
        says(Side.ALPHA, Performative.ACCEPT, () -> JsonObject.EMPTY.with("commitmentId", "deal")));
    return acts;
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
                papers.filedByTheNode(course),
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
                  new DisputeAct.Sealed(
                      1,
                      papers
                          .nonce(course, side)
                          .seal(line(side).voice().uri(), course.dispute(), 1))));
    }
    for (Side side : Side.values()) {
      acts.add(
          () ->
              adds(side, course.dispute(), new DisputeAct.Revealed(1, papers.nonce(course, side))));
    }
    acts.add(this::ruled);
    acts.add(closes());
    acts.addAll(List.of(rates(Side.ALPHA), rates(Side.BETA)));
    return acts;
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
                () -> papers.filed(course, Course.head(beta.get(course.path("")).json()), now));
    return sends(
        Side.BETA, Papers.DISPUTES, record, Papers.DISPUTES + "/" + course.dispute(), "records");
  }

  private Act adds(Side side, DisputeAct act) {
    return () -> adds(side, course.dispute(), act);
  }

  private boolean adds(Side side, String dispute, DisputeAct act) {
    if (dispute.isEmpty()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      return false;
    }
    String path = Papers.DISPUTES + "/" + dispute;
    JsonObject record =
        course
            .inFlight()
            .orElseGet(
                () -> {
                  JsonObject view = line(side).get(path).json();
                  return papers.record(course, side, dispute, view, act, now);
                });
    return sends(side, path + "/records", record, path, "records");
  }

  private boolean ruled() {
    JsonObject view = beta.get(Papers.DISPUTES + "/" + course.dispute()).json();
    String stage = view.string("stage").orElse("");
    if (stage.equals("PERSON")) {
      operator
          .apply(course.dispute())
          .ifPresent(
              hash -> acknowledge(Papers.DISPUTES + "/" + course.dispute(), "records", hash));
    }
    return stage.equals("FINAL");
  }

  private Act rates(Side side) {
    return () -> {
      JsonObject record =
          course
              .inFlight()
              .orElseGet(
                  () ->
                      papers.rating(
                          course,
                          side,
                          1 + turns % 5,
                          Course.head(line(side).get(course.path("")).json()),
                          now));
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
    JsonObject record = course.inFlight().orElseGet(() -> papers.endorsement(about, now));
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
