package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.wire.Members;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the members of each kind of record. A fault is noted in the reader of members; what is
/// returned then is seen by nobody.
final class ActReader {
  static final int MAX_CANDIDATES = Candidate.MOST;
  static final int MAX_OBLIGATION = 99;
  static final int ROUNDS = 2;

  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");
  private static final Decision UNREAD = Decision.denied(1);

  private ActReader() {}

  static DisputeAct read(RecordKind kind, Members in) {
    return switch (kind) {
      case FILED -> filed(in);
      case ANSWERED -> answered(in);
      case BONDED ->
          Bond.read(in).<DisputeAct>map(DisputeAct.Bonded::new).orElseGet(ActReader::unread);
      case WITHDRAWN -> new DisputeAct.Withdrawn();
      case SEALED -> new DisputeAct.Sealed(round(in), in.hash("nonceHash"), candidates(in));
      case REVEALED -> new DisputeAct.Revealed(round(in), nonce(in));
      case DRAWN -> drawn(in);
      case VOTED ->
          new DisputeAct.Voted(
              round(in), Decision.read(in).orElse(UNREAD), in.optionalText("grounds"));
      case RULED -> new DisputeAct.Ruled(ruling(in), in.optionalText("grounds"));
      case APPEALED ->
          new DisputeAct.Appealed(
              in.has("bond") ? Bond.read(in) : Optional.empty(), in.optionalText("grounds"));
      case FORGIVEN -> new DisputeAct.Forgiven();
      case EXPIRED -> expired(in);
      case FINAL -> outcome(in);
    };
  }

  private static DisputeAct unread() {
    return new DisputeAct.Withdrawn();
  }

  private static DisputeAct filed(Members in) {
    String commitment = in.id("commitmentId");
    long obligation = in.count("obligation");
    if (obligation > MAX_OBLIGATION) {
      in.wrong("obligation", "at most " + MAX_OBLIGATION);
    }
    AgentUri by = in.agent("filedBy", NOBODY);
    AgentUri against = in.agent("filedAgainst", NOBODY);
    Optional<DisputeReason> reason = DisputeReason.parse(in.text("reason"));
    if (reason.isEmpty()) {
      in.wrong("reason", "has to be one of the published reasons");
    }
    int severity = Decision.severity(in);
    BigDecimal share = Decision.share(in, "valueShare").orElse(BigDecimal.ONE);
    return new DisputeAct.Filed(
        commitment,
        (int) Math.min(obligation, MAX_OBLIGATION),
        by,
        against,
        reason.orElse(DisputeReason.NON_DELIVERY),
        severity,
        Decision.plain(share),
        in.object("evidence"));
  }

  private static DisputeAct answered(Members in) {
    String answer = in.text("answer");
    if (!answer.equals("deny") && !answer.equals("concede")) {
      in.wrong("answer", "has to be deny or concede");
    }
    return new DisputeAct.Answered(
        answer.equals("deny"), in.optionalText("statement"), in.optionalObject("evidence"));
  }

  private static Nonce nonce(Members in) {
    Optional<Nonce> nonce = Nonce.parse(in.text("nonce"));
    if (nonce.isEmpty()) {
      in.wrong("nonce", "has to be 64 lower-case hex digits");
    }
    return nonce.orElse(Nonce.NONE);
  }

  private static Optional<List<Candidate>> candidates(Members in) {
    if (!in.has("candidates")) {
      return Optional.empty();
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Members candidate : in.list("candidates", MAX_CANDIDATES)) {
      candidates.add(Candidate.read(candidate));
    }
    if (candidates.stream().map(Candidate::agent).distinct().count() < candidates.size()) {
      in.wrong("candidates", "names somebody twice");
    }
    return Optional.of(List.copyOf(candidates));
  }

  private static DisputeAct drawn(Members in) {
    if (!in.has("panel")) {
      in.wrong("panel", "is required");
    }
    return new DisputeAct.Drawn(round(in), nonce(in), in.agents("panel", PanelDraw.seats(ROUNDS)));
  }

  private static DisputeAct expired(Members in) {
    Optional<DisputeTimer> timer = DisputeTimer.parse(in.text("timer"));
    if (timer.isEmpty()) {
      in.wrong("timer", "has to be a timer of disputes");
    }
    return new DisputeAct.Expired(timer.orElse(DisputeTimer.ANSWER), in.time("due"));
  }

  private static DisputeAct outcome(Members in) {
    Optional<Outcome> outcome = Outcome.parse(in.text("outcome"));
    if (outcome.isEmpty()) {
      in.wrong("outcome", "has to be BREACHED, FULFILLED or UNCHANGED");
    }
    return new DisputeAct.Final(ruling(in), outcome.orElse(Outcome.UNCHANGED));
  }

  private static Ruling ruling(Members in) {
    Optional<Ruling.Basis> basis = Ruling.Basis.parse(in.text("basis"));
    if (basis.isEmpty()) {
      in.wrong("basis", "has to say what the ruling rests on");
    }
    return new Ruling(basis.orElse(Ruling.Basis.LAPSED), Decision.read(in).orElse(UNREAD));
  }

  private static int round(Members in) {
    long round = in.count("round");
    if (round < 1 || round > ROUNDS) {
      in.wrong("round", "has to be 1 or " + ROUNDS);
      return 1;
    }
    return (int) round;
  }
}
