package dev.parley.core.error;

import static dev.parley.core.error.ErrorKind.INTEGRITY;
import static dev.parley.core.error.ErrorKind.PROTOCOL;
import static dev.parley.core.error.ErrorKind.REJECTION;
import static dev.parley.core.error.ErrorKind.TRANSPORT;
import static dev.parley.core.error.ErrorKind.TRUST;

import dev.parley.core.json.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every code that this implementation answers with: the ten published rejection codes first, then
/// the protocol codes that the published text leaves open. `docs/errors.md` is generated from this
/// table. Wire names never change. Protocol section 12.
public enum ErrorCode implements ReasonCode {
  /// The sender's or the invitee's score is below what the session asks for.
  INSUFFICIENT_TRUST_SCORE(
      TRUST,
      RejectionCategory.TRUST,
      Retry.NO,
      403,
      "the trust score is below what is required",
      "build a record, or talk to somebody who asks for less"),
  /// Not who it says it is, or not allowed to do this.
  UNAUTHORIZED(
      REJECTION,
      RejectionCategory.AUTH,
      Retry.NO,
      401,
      "the request is not authorised",
      "check the key, the token and the agent URI"),
  /// A schema or feature that this side does not speak.
  SCHEMA_UNSUPPORTED(
      REJECTION,
      RejectionCategory.PROTOCOL,
      Retry.NO,
      422,
      "the schema or feature is not supported",
      "leave it out, or agree on another schema"),
  /// A budget, ceiling or exposure limit would be passed.
  BUDGET_EXCEEDED(
      REJECTION,
      RejectionCategory.ECONOMIC,
      Retry.YES,
      422,
      "a budget or ceiling would be passed",
      "lower the amount or raise the budget"),
  /// No capacity now.
  CAPACITY_UNAVAILABLE(
      REJECTION,
      RejectionCategory.RESOURCE,
      Retry.YES,
      503,
      "no capacity for this now",
      "try again later"),
  /// Against the policy of the node or of a participant.
  POLICY_VIOLATION(
      REJECTION,
      RejectionCategory.GOVERNANCE,
      Retry.NO,
      403,
      "a policy forbids it",
      "read the policy that the details name"),
  /// A deadline passed.
  TIMEOUT(
      ErrorKind.TIMEOUT,
      RejectionCategory.TEMPORAL,
      Retry.YES,
      408,
      "a deadline passed",
      "fetch what you missed and decide anew"),
  /// The id was used before for something else.
  DUPLICATE(
      PROTOCOL,
      RejectionCategory.PROTOCOL,
      Retry.NO,
      409,
      "the id was used before for something else",
      "make a new id"),
  /// A person or a higher agent must decide first.
  ESCALATION_REQUIRED(
      REJECTION,
      RejectionCategory.AUTHORITY,
      Retry.YES,
      403,
      "an authority must decide first",
      "escalate, then send what was approved"),
  /// No reason given.
  UNSPECIFIED(
      REJECTION,
      RejectionCategory.GENERAL,
      Retry.VARIES,
      422,
      "declined without a stated reason",
      "ask the other side"),
  /// Not readable as a message of the protocol.
  MALFORMED(
      PROTOCOL,
      RejectionCategory.PROTOCOL,
      Retry.NO,
      400,
      "the bytes are not a well-formed message",
      "mend what the details point at"),
  /// A protocol version that this side does not speak, or not the session's.
  VERSION_UNSUPPORTED(
      PROTOCOL,
      RejectionCategory.PROTOCOL,
      Retry.NO,
      422,
      "the protocol version is not spoken here",
      "send asp/0.1, or the session's own version"),
  /// Not allowed in the present state for the sender's role.
  INVALID_TRANSITION(
      PROTOCOL,
      RejectionCategory.PROTOCOL,
      Retry.NO,
      409,
      "not allowed in this state for this role",
      "look at the state in the details and at docs/session-table.md"),
  /// Points at something unknown, dead or not the sender's to answer.
  INVALID_REFERENCE(
      PROTOCOL,
      RejectionCategory.PROTOCOL,
      Retry.NO,
      422,
      "the reference is unknown, no longer alive, or not yours to answer",
      "fetch what you missed and answer what is alive"),
  /// The sender takes no part in the session.
  NOT_PARTICIPANT(
      PROTOCOL,
      RejectionCategory.AUTH,
      Retry.NO,
      403,
      "the sender takes no part in this session",
      "send as a participant"),
  /// Somebody else has the next turn.
  NOT_YOUR_TURN(
      PROTOCOL,
      RejectionCategory.PROTOCOL,
      Retry.YES,
      409,
      "it is somebody else's turn",
      "wait for the other side, or for the time in Retry-After"),
  /// The sender's sequence number is not the next one.
  SEQUENCE_GAP(
      PROTOCOL,
      RejectionCategory.PROTOCOL,
      Retry.YES,
      409,
      "the sequence number is not the next one",
      "use the expected number of the details"),
  /// The message does not follow the head of the session.
  CHAIN_CONFLICT(
      INTEGRITY,
      RejectionCategory.PROTOCOL,
      Retry.YES,
      409,
      "another message came in between",
      "read what you missed, decide anew, sign anew on the head of the details"),
  /// The stated hash is not the hash of the message.
  HASH_MISMATCH(
      INTEGRITY,
      RejectionCategory.PROTOCOL,
      Retry.NO,
      422,
      "the stated hash is not the hash of the content",
      "hash the canonical form (RFC 8785) without integrity.hash and integrity.signature"),
  /// The signature does not verify with the key on the sender's card.
  SIGNATURE_INVALID(
      INTEGRITY,
      RejectionCategory.AUTH,
      Retry.NO,
      401,
      "the signature does not verify with the sender's card",
      "sign with the key that the card names"),
  /// The proof of possession is missing, stale, replayed or bound to something else.
  DPOP_INVALID(
      INTEGRITY,
      RejectionCategory.AUTH,
      Retry.YES,
      401,
      "the proof of possession does not hold",
      "make a new proof for exactly this request or message"),
  /// The timestamp is too far from the node's clock.
  STALE(
      PROTOCOL,
      RejectionCategory.TEMPORAL,
      Retry.YES,
      422,
      "the timestamp is too far from the node's clock",
      "set the clock, then sign anew"),
  /// The declared score is not the recorded one.
  TRUST_MISMATCH(
      TRUST,
      RejectionCategory.TRUST,
      Retry.YES,
      422,
      "the declared trust score is not the recorded one",
      "use the expected score of the details"),
  /// Escrow was asked for and cannot be held.
  ESCROW_UNAVAILABLE(
      REJECTION,
      RejectionCategory.ECONOMIC,
      Retry.YES,
      422,
      "the escrow cannot be held",
      "fund the depositor's account, or commit with less or without escrow"),
  /// Something is still owed.
  OPEN_OBLIGATIONS(
      PROTOCOL,
      RejectionCategory.PROTOCOL,
      Retry.YES,
      409,
      "obligations are still open",
      "fulfil, release or wait for the deadlines in the details"),
  /// No such session for this caller.
  SESSION_NOT_FOUND(
      PROTOCOL,
      RejectionCategory.AUTH,
      Retry.NO,
      404,
      "no such session for you",
      "check the session id"),
  /// No such agent on this node.
  AGENT_NOT_FOUND(
      PROTOCOL,
      RejectionCategory.AUTH,
      Retry.NO,
      404,
      "no such agent here",
      "check the agent URI, or let it register first"),
  /// Too many requests.
  RATE_LIMITED(
      TRANSPORT,
      RejectionCategory.RESOURCE,
      Retry.YES,
      429,
      "too many requests",
      "wait for the time in Retry-After"),
  /// Larger than the limit.
  TOO_LARGE(
      TRANSPORT,
      RejectionCategory.RESOURCE,
      Retry.NO,
      413,
      "larger than the limit",
      "send less than the limit of the details"),
  /// The node cannot make it durable or serve it now.
  UNAVAILABLE(
      TRANSPORT,
      RejectionCategory.RESOURCE,
      Retry.YES,
      503,
      "the node cannot serve this now",
      "try again after the time in Retry-After; nothing was recorded");

  static final Map<String, ErrorCode> BY_WIRE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(ErrorCode::wire, Function.identity()));

  private final String wire;
  private final ErrorKind kind;
  private final RejectionCategory category;
  private final Retry retry;
  private final int httpStatus;
  private final String meaning;
  private final String remedy;

  ErrorCode(
      ErrorKind kind,
      RejectionCategory category,
      Retry retry,
      int httpStatus,
      String meaning,
      String remedy) {
    this.wire = name().toLowerCase(Locale.ROOT);
    this.kind = kind;
    this.category = category;
    this.retry = retry;
    this.httpStatus = httpStatus;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  @Override
  public String wire() {
    return wire;
  }

  /// The published kind of failure.
  ///
  /// @return never null
  public ErrorKind kind() {
    return kind;
  }

  /// The published category of a rejection.
  ///
  /// @return never null
  public RejectionCategory category() {
    return category;
  }

  /// Whether a retry can help.
  ///
  /// @return never null
  public Retry retry() {
    return retry;
  }

  /// The HTTP status that carries this code.
  ///
  /// @return between 400 and 503
  public int httpStatus() {
    return httpStatus;
  }

  /// What it means, in plain words.
  ///
  /// @return a phrase without a full stop
  public String meaning() {
    return meaning;
  }

  /// What the receiver of this code should do.
  ///
  /// @return a phrase without a full stop
  public String remedy() {
    return remedy;
  }

  /// Refuses with this code.
  ///
  /// @param message what exactly is wrong, naming the two things that disagree
  /// @return a refusal without details
  public Refusal because(String message) {
    return new Refusal(this, message, JsonObject.EMPTY);
  }
}
