package dev.parley.core.card;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Ed25519Key;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an organisation publishes at `https://{domain}/.well-known/asp-organization.json`: which
/// agents are its own, each with the key that it signs with (protocol section 4, registration).
/// Whoever gets it from there over TLS knows that the domain's owner consents; the signature shows
/// that the holder of the organisation's key does, too.
///
/// @param orgId the organisation
/// @param domain its domain; every agent is under it
/// @param signingKey the organisation's own key, which signs this record
/// @param agents who may register, at most [#MAX_AGENTS]
/// @param notBefore from when it holds
/// @param expires when it ends, at most [#LONGEST] later
/// @param hash the stated hash, which is also the computed one
/// @param signature by `signingKey`
/// @param json the whole record
public record OrganizationRecord(
    String orgId,
    String domain,
    Ed25519Key signingKey,
    List<NamedAgent> agents,
    Instant notBefore,
    Instant expires,
    Hash hash,
    SignatureText signature,
    JsonObject json) {

  /// Where it lies on the organisation's web server.
  public static final String PATH = "/.well-known/asp-organization.json";

  /// What `format` says.
  public static final String FORMAT = "asp-organization/1";

  /// The largest record, in bytes.
  public static final int MAX_BYTES = 64 * 1024;

  /// The most agents that one record may name.
  public static final int MAX_AGENTS = 400;

  /// The longest time that a record may hold.
  public static final Duration LONGEST = Duration.ofDays(400);

  /// Copies the list.
  public OrganizationRecord {
    agents = List.copyOf(agents);
  }

  /// Reads a record and checks its form and its hash; whether it holds is up to [#objection].
  ///
  /// @param json the record
  /// @return the record; else `too_large`, `hash_mismatch` or `malformed`
  public static Decoded<OrganizationRecord> decode(JsonObject json) {
    byte[] unsigned = CanonicalJson.bytes(unsigned(json));
    if (unsigned.length > MAX_BYTES) {
      return Decoded.refused(
          ErrorCode.TOO_LARGE
              .because("a record of an organisation has at most " + MAX_BYTES + " bytes")
              .with("limit", MAX_BYTES));
    }
    Members in = Members.of(json, "");
    if (!in.text("format").equals(FORMAT)) {
      in.wrong("format", "has to be " + FORMAT);
    }
    String org = in.id("orgId");
    String domain = in.text("domain");
    if (AgentUri.parse("agent://" + domain + "/agent").isEmpty()) {
      in.wrong("domain", "has to be a domain in lower case");
    }
    Optional<Ed25519Key> key = Ed25519Key.parseJwk(in.object("signingPublicKey"));
    if (key.isEmpty()) {
      in.wrong("signingPublicKey", "has to be a public JWK: OKP/Ed25519, not of small order");
    }
    List<NamedAgent> agents = agents(in, domain);
    Instant notBefore = in.time("notBefore");
    Instant expires = in.time("expires");
    if (!expires.isAfter(notBefore) || expires.isAfter(notBefore.plus(LONGEST))) {
      in.wrong("expires", "has to be at most " + LONGEST.toDays() + " days after notBefore");
    }
    Members integrity = in.inside("integrity");
    Hash stated = integrity.hash("hash");
    Optional<SignatureText> signature = SignatureText.parse(integrity.text("signature"));
    if (signature.isEmpty()) {
      integrity.wrong("signature", "has to be ed25519: and 128 lower-case hex digits");
    }
    return in.result(
            () ->
                new OrganizationRecord(
                    org,
                    domain,
                    key.orElseThrow(),
                    agents,
                    notBefore,
                    expires,
                    stated,
                    signature.orElseThrow(),
                    json))
        .then(record -> record.hashed(Hash.of(unsigned)));
  }

  private Decoded<OrganizationRecord> hashed(Hash computed) {
    return hash.equals(computed)
        ? Decoded.valid(this)
        : Decoded.refused(
            ErrorCode.HASH_MISMATCH
                .because("the record states another hash than it has")
                .with("expected", computed.text())
                .with("found", hash.text()));
  }

  private static List<NamedAgent> agents(Members in, String domain) {
    if (!in.has("agents")) {
      in.wrong("agents", "is required");
    }
    List<NamedAgent> agents =
        in.list("agents", MAX_AGENTS).stream().map(each -> NamedAgent.read(each, domain)).toList();
    Set<NamedAgent> once = new HashSet<>(agents);
    if (once.size() < agents.size()) {
      in.wrong("agents", "names one agent with one key twice");
    }
    return agents;
  }

  /// Signs a record.
  ///
  /// @param orgId the organisation
  /// @param domain its domain
  /// @param agents who may register
  /// @param notBefore from when it holds, cut to milliseconds
  /// @param expires when it ends, cut to milliseconds
  /// @param signer the organisation's key
  /// @return the record; else why there cannot be one
  public static Decoded<OrganizationRecord> sign(
      String orgId,
      String domain,
      List<NamedAgent> agents,
      Instant notBefore,
      Instant expires,
      Signer signer) {
    return sign(
        JsonObject.builder()
            .put("format", FORMAT)
            .put("orgId", orgId)
            .put("domain", domain)
            .put("signingPublicKey", signer.publicKey().jwk())
            .put("agents", JsonArray.of(agents.stream().map(NamedAgent::json).toList()))
            .put("notBefore", Timestamp.format(notBefore))
            .put("expires", Timestamp.format(expires))
            .build(),
        signer);
  }

  /// Signs the members of a record.
  ///
  /// @param fields the record without `integrity`
  /// @param signer the organisation's key
  /// @return the record; else why these are not one
  public static Decoded<OrganizationRecord> sign(JsonObject fields, Signer signer) {
    JsonObject bare = fields.with("integrity", JsonObject.EMPTY);
    Hash hash = Hash.of(CanonicalJson.bytes(bare));
    byte[] signature = signer.sign(SigningPurpose.ORGANIZATION.input(hash));
    return decode(
        bare.with(
            "integrity",
            JsonObject.EMPTY
                .with("hash", hash.text())
                .with("signature", SignatureText.ofRaw(signature).text())));
  }

  /// What speaks against the record.
  ///
  /// @param at the domain where it was found
  /// @param now when
  /// @param verifier checks its signature
  /// @return nothing if it holds; else `unauthorized`, or `signature_invalid`
  public Optional<Refusal> objection(String at, Instant now, Verifier verifier) {
    if (!domain.equals(at)) {
      return unauthorized("the record is for another domain, " + domain);
    }
    if (!verifier.ed25519(signingKey, SigningPurpose.ORGANIZATION.input(hash), signature.raw())) {
      return Optional.of(
          ErrorCode.SIGNATURE_INVALID.because("the record is not signed by the key that it names"));
    }
    if (now.isBefore(notBefore)) {
      return unauthorized("the record holds only from " + Timestamp.format(notBefore));
    }
    return now.isBefore(expires)
        ? Optional.empty()
        : unauthorized("the record ended at " + Timestamp.format(expires));
  }

  /// Whether the record names an agent, in its organisation, with the key of its card.
  ///
  /// @param card a card of the agent
  /// @return true if so
  public boolean names(AgentCard card) {
    return orgId.equals(card.orgId())
        && agents.contains(new NamedAgent(card.agentId(), card.signingKey().thumbprint()));
  }

  private static JsonObject unsigned(JsonObject json) {
    JsonObject integrity = json.object("integrity").orElse(JsonObject.EMPTY);
    return json.with("integrity", integrity.without("hash", "signature"));
  }

  private static Optional<Refusal> unauthorized(String why) {
    return Optional.of(ErrorCode.UNAUTHORIZED.because(why));
  }
}
