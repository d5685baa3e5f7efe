package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.wire.Members;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One message as it travels (protocol section 2), read and well formed, but not yet verified:
/// whether its hash, signature and proof hold is decided in the package `chain`.
///
/// @param version `asp/0.1` or `asp/1.0`
/// @param messageId its id
/// @param sessionId the session's id
/// @param sequenceNumber the sender's counter in this session, from 0
/// @param timestamp the sender's clock
/// @param sender who says it
/// @param recipient who is expected to act, if anybody in particular
/// @param constraints what it asks of answers
/// @param message what it says
/// @param integrity hash, link and signature
/// @param json the whole envelope, unknown members included
public record Envelope(
    String version,
    MessageId messageId,
    SessionId sessionId,
    long sequenceNumber,
    Instant timestamp,
    Sender sender,
    Optional<AgentUri> recipient,
    Constraints constraints,
    Message message,
    Integrity integrity,
    JsonObject json) {

  /// The versions that are taken as labels of this protocol.
  public static final Set<String> VERSIONS = Set.of("asp/0.1", "asp/1.0");

  /// The version that this implementation writes.
  public static final String VERSION = "asp/0.1";

  /// The longest proof that is read, in characters.
  public static final int MAX_PROOF_LENGTH = 4096;

  private static final Pattern VERSION_FORM = Pattern.compile("asp/[0-9]{1,4}\\.[0-9]{1,4}");

  /// The names of the one encoding that is spoken here.
  static final Set<String> MIME_TYPES = Set.of("application/json", "application/asp+json");

  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");
  private static final SignatureText UNREAD = new SignatureText("ed25519:" + "0".repeat(128));

  /// Who says it.
  ///
  /// @param agentId the agent
  /// @param orgId its organisation
  /// @param trustScore the score that the node recorded for it, 0 to 100
  /// @param dpopProof its proof of possession for this place in this session
  public record Sender(AgentUri agentId, String orgId, double trustScore, String dpopProof) {}

  /// Hash, link and signature (protocol section 3).
  ///
  /// @param hash the stated hash
  /// @param previousHash the hash of the message before it in the session
  /// @param signature the stated signature
  public record Integrity(Hash hash, Hash previousHash, SignatureText signature) {}

  /// The speech act.
  ///
  /// @return never null
  public Performative performative() {
    return message.performative();
  }

  /// The body as it was sent.
  ///
  /// @return the member `content.body`
  public JsonObject body() {
    return json.object("content").flatMap(c -> c.object("body")).orElse(JsonObject.EMPTY);
  }

  /// What it carries along: an MCP tool, an A2A task, a schema (protocol section 2). No rule
  /// depends on it.
  ///
  /// @return the objects of `content.context`, as they were sent
  public List<JsonObject> context() {
    return json
        .object("content")
        .flatMap(content -> content.array("context"))
        .orElse(JsonArray.EMPTY)
        .values()
        .stream()
        .flatMap(entry -> entry instanceof JsonObject o ? Stream.of(o) : Stream.empty())
        .toList();
  }

  /// Reads an envelope.
  ///
  /// @param json the whole object
  /// @return the envelope; else `version_unsupported`, or `malformed` with the place of the first
  ///   fault
  public static Decoded<Envelope> decode(JsonObject json) {
    Members in = Members.of(json, "");
    String version = in.text("version");
    if (!VERSIONS.contains(version) && VERSION_FORM.matcher(version).matches()) {
      return Decoded.refused(
          ErrorCode.VERSION_UNSUPPORTED
              .because("version " + version + " is not spoken here")
              .with("supported", String.join(", ", VERSIONS.stream().sorted().toList())));
    }
    if (!VERSIONS.contains(version)) {
      in.wrong("version", "has to be of the form asp/0.1");
    }
    Optional<MessageId> messageId = MessageId.parse(in.text("messageId"));
    if (messageId.isEmpty()) {
      in.wrong("messageId", "has to be a lower-case UUID of version 7");
    }
    Optional<SessionId> sessionId = SessionId.parse(in.text("sessionId"));
    if (sessionId.isEmpty()) {
      in.wrong("sessionId", "has to be a lower-case UUID of version 7");
    }
    long sequence = in.count("sequenceNumber");
    Instant timestamp = in.time("timestamp");
    Sender sender = sender(in.inside("sender"));
    Optional<AgentUri> recipient = recipient(in, json);
    Constraints constraints =
        in.optionalInside("constraints").map(Constraints::read).orElse(Constraints.NONE);
    Integrity integrity = integrity(in.inside("integrity"));
    Optional<Message> message = message(in);
    return in.result(
        () ->
            new Envelope(
                version,
                messageId.orElseThrow(),
                sessionId.orElseThrow(),
                sequence,
                timestamp,
                sender,
                recipient,
                constraints,
                message.orElseThrow(),
                integrity,
                json));
  }

  private static Sender sender(Members in) {
    AgentUri agent = in.agent("agentId", NOBODY);
    String org = in.id("orgId");
    Optional<JsonNumber> score = in.optionalNumber("trustScore");
    if (score.isEmpty() || score.get().value() < 0 || score.get().value() > 100) {
      in.wrong("trustScore", "is required: a number between 0 and 100");
    }
    String proof = in.text("dpopProof");
    if (proof.length() > MAX_PROOF_LENGTH) {
      in.wrong("dpopProof", "at most " + MAX_PROOF_LENGTH + " characters");
    }
    return new Sender(agent, org, score.map(JsonNumber::value).orElse(0.0), proof);
  }

  private static Optional<AgentUri> recipient(Members in, JsonObject json) {
    if (json.get("recipient") instanceof JsonString) {
      return in.optionalAgent("recipient");
    }
    return in.optionalInside("recipient").map(r -> r.agent("agentId", NOBODY));
  }

  private static Integrity integrity(Members in) {
    Hash hash = in.hash("hash");
    Hash previous = in.hash("previousHash");
    Optional<SignatureText> signature = SignatureText.parse(in.text("signature"));
    if (signature.isEmpty()) {
      in.wrong("signature", "has to be ed25519: and 128 lower-case hex digits");
    }
    return new Integrity(hash, previous, signature.orElse(UNREAD));
  }

  private static Optional<Message> message(Members in) {
    Members content = in.inside("content");
    if (!MIME_TYPES.contains(content.text("mimeType"))) {
      content.wrong("mimeType", "has to be application/json or application/asp+json");
    }
    content.list("context", 100);
    Optional<Performative> performative = Performative.of(in.text("performative"));
    if (performative.isEmpty()) {
      in.wrong("performative", "has to be one of the thirteen");
      return Optional.empty();
    }
    JsonObject body = content.object("body");
    return in.take(
        Message.decode(performative.get(), body).then(m -> Decoded.valid(Optional.of(m))),
        Optional.empty());
  }
}
