package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ReasonCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// INFORM: tells something (protocol section 5).
///
/// @param informType the published word, or another one
/// @param inReplyTo the id of the query that it answers, if any
/// @param content what the rules need of it
public record Inform(String informType, Optional<String> inReplyTo, Content content)
    implements Message {

  /// What an INFORM tells, as far as rules depend on it.
  public sealed interface Content {
    /// Which card the sender uses from here on.
    ///
    /// @param cardHash the card's hash
    /// @param cardVersion the card's version
    record Identity(Hash cardHash, long cardVersion) implements Content {}

    /// A claim that an obligation is fulfilled.
    ///
    /// @param fulfillmentId unique in the session
    /// @param commitmentId which commitment
    /// @param obligation index of the obligation, from 0
    /// @param evidence what shows it, carried along
    record Fulfillment(
        String fulfillmentId, String commitmentId, long obligation, Optional<JsonObject> evidence)
        implements Content {}

    /// The creditor lets the debtor off.
    ///
    /// @param commitmentId which commitment
    /// @param obligation index of the obligation, from 0
    record Release(String commitmentId, long obligation) implements Content {}

    /// The authority's answer to an escalation.
    ///
    /// @param escalationId which escalation
    /// @param decision what happens to the session
    /// @param approval what happens to the thing asked about
    /// @param bodyHash the hash of the body that is decided about, if one was asked about
    /// @param record what was decided, signed by itself; what operators decide has one
    record Resolution(
        String escalationId,
        Decision decision,
        Approval approval,
        Optional<Hash> bodyHash,
        Optional<SignedApproval> record)
        implements Content {}

    /// The steward recorded that a timer expired: `timeout`, or `breach` for an obligation.
    ///
    /// @param data must equal what the session's timers say is due
    record Expiry(JsonObject data) implements Content {}

    /// The debtor says of its own accord that it will not fulfil an obligation.
    ///
    /// @param commitmentId which commitment
    /// @param obligation index of the obligation, from 0
    record Admission(String commitmentId, long obligation) implements Content {}

    /// The steward says what a dispute makes of an obligation.
    ///
    /// @param disputeId which dispute
    /// @param record the hash of the dispute record that says so
    /// @param commitmentId which commitment
    /// @param obligation index of the obligation, from 0
    /// @param finding what it makes of it
    record Disputed(
        String disputeId, Hash record, String commitmentId, long obligation, Finding finding)
        implements Content {}

    /// The steward ends a talk that does not move.
    record Impasse() implements Content {}

    /// Something went wrong at the sender.
    ///
    /// @param code what
    /// @param reason for people
    /// @param gravity whether the session can go on
    record Failure(ReasonCode code, String reason, Gravity gravity) implements Content {}

    /// The steward publishes what was bid in a sealed call.
    ///
    /// @param queryId the call
    /// @param opened the bids that were revealed
    record Revealed(String queryId, List<Opened> opened) implements Content {
      /// Copies.
      public Revealed {
        opened = List.copyOf(opened);
      }
    }

    /// Word kept for the node's ledger: `escrow`.
    record Reserved() implements Content {}

    /// Anything else: `status`, `data`, `progress` and words of others.
    record Note() implements Content {}
  }

  /// A bid that was revealed.
  ///
  /// @param proposalId which proposal
  /// @param salt 32 lower-case hexadecimal digits
  /// @param terms what was bid
  public record Opened(String proposalId, String salt, JsonObject terms) {}

  /// The most bids that one call takes, one of each participant.
  public static final int MAX_BIDS = SessionTerms.MAX_PARTICIPANTS;

  /// What a dispute makes of an obligation.
  public enum Finding {
    /// It was filed.
    FILED,
    /// It is final: the debtor broke the obligation.
    BREACHED,
    /// It is final: the obligation counts as fulfilled.
    FULFILLED,
    /// It is final and changes nothing.
    UNCHANGED;

    /// The text on the wire.
    ///
    /// @return a lower-case word
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What an authority decides about the session.
  public enum Decision {
    /// The talk goes on.
    RESUME,
    /// It ends as closed.
    CLOSE,
    /// It ends as failed.
    FAIL;

    /// The text on the wire.
    ///
    /// @return a lower-case word
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the member `decision`.
    ///
    /// @param in reads it, and notes if it is none
    /// @return the decision
    public static Decision read(Members in) {
      String word = in.text("decision");
      Optional<Decision> found =
          Arrays.stream(values()).filter(d -> d.wire().equals(word)).findFirst();
      if (found.isEmpty()) {
        in.wrong("decision", "has to be resume, close or fail");
      }
      return found.orElse(RESUME);
    }
  }

  /// What an authority decides about the thing asked.
  public enum Approval {
    /// The sender of the escalation may.
    APPROVED,
    /// It may not; also the safe answer of a timeout.
    REFUSED;

    static Approval of(boolean approve) {
      return approve ? APPROVED : REFUSED;
    }
  }

  /// How grave a reported error is.
  public enum Gravity {
    /// The session goes on.
    PASSING,
    /// The session cannot go on.
    FATAL
  }

  @Override
  public Performative performative() {
    return Performative.INFORM;
  }

  static Decoded<Message> read(Members in) {
    String type = in.id("informType");
    Optional<String> inReplyTo = in.optionalId("inReplyTo");
    in.optionalText("subject");
    in.present("data");
    Content content =
        switch (type) {
          case "identity" -> identity(in.inside("data"));
          case "fulfillment" -> fulfillment(in);
          case "release" -> new Content.Release(in.id("commitmentId"), in.count("obligation"));
          case "escalation-resolution" -> resolution(in.inside("data"));
          case "timeout" -> new Content.Expiry(in.object("data"));
          case "breach" ->
              in.has("commitmentId")
                  ? new Content.Admission(in.id("commitmentId"), in.count("obligation"))
                  : new Content.Expiry(in.object("data"));
          case "dispute" -> disputed(in.inside("data"));
          case "impasse" -> new Content.Impasse();
          case "error" -> failure(in);
          case "reveal" -> revealed(in.inside("data"));
          case "escrow" -> new Content.Reserved();
          default -> new Content.Note();
        };
    return in.result(() -> new Inform(type, inReplyTo, content));
  }

  private static Content revealed(Members data) {
    List<Opened> opened = new ArrayList<>();
    for (Members each : data.list("reveals", MAX_BIDS)) {
      String salt = each.text("salt");
      if (!SealedTerms.isSalt(salt)) {
        each.wrong("salt", "has to be 32 lower-case hex digits");
      }
      opened.add(new Opened(each.id("proposalId"), salt, each.object("terms")));
    }
    return new Content.Revealed(data.id("queryId"), opened);
  }

  private static Content disputed(Members data) {
    String word = data.text("finding");
    Optional<Finding> finding =
        Arrays.stream(Finding.values()).filter(f -> f.wire().equals(word)).findFirst();
    if (finding.isEmpty()) {
      data.wrong("finding", "has to be filed, breached, fulfilled or unchanged");
    }
    return new Content.Disputed(
        data.id("disputeId"),
        data.hash("record"),
        data.id("commitmentId"),
        data.count("obligation"),
        finding.orElse(Finding.UNCHANGED));
  }

  private static Content identity(Members data) {
    return new Content.Identity(data.hash("cardHash"), data.count("cardVersion"));
  }

  private static Content fulfillment(Members in) {
    return new Content.Fulfillment(
        in.id("fulfillmentId"),
        in.id("commitmentId"),
        in.count("obligation"),
        in.optionalObject("evidence"));
  }

  private static Content resolution(Members data) {
    Optional<SignedApproval> record =
        data.optionalObject("approval")
            .flatMap(json -> SignedApproval.read(data.inside("approval"), json));
    return new Content.Resolution(
        data.id("escalationId"),
        Decision.read(data),
        Approval.of(data.flag("approve")),
        data.optionalHash("bodyHash"),
        record);
  }

  private static Content failure(Members in) {
    Gravity gravity = in.flag("fatal") ? Gravity.FATAL : Gravity.PASSING;
    return new Content.Failure(ReasonCode.of(in.id("code")), in.text("reason"), gravity);
  }
}
