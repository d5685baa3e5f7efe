package dev.parley.server.sessions;

import static dev.parley.server.rehearsal.Scene.accepted;
import static dev.parley.server.rehearsal.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.StateName;
import dev.parley.core.transcript.TranscriptReplay;
import dev.parley.server.registry.Registrant;
import dev.parley.server.registry.RegistrationResult;
import dev.parley.server.registry.RegistrationResult.Novelty;
import dev.parley.server.registry.Vault;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.store.Content;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The node holds the keys; its client decides what is said.
final class CustodyTest extends NodeTest {
  private static final AgentUri HELD = new AgentUri("agent://held.example/agent");
  private static final JsonObject FIELDS =
      JsonObject.builder()
          .put("agentId", HELD.text())
          .put("orgId", "org_held")
          .put("name", "held")
          .put("capabilities", JsonArray.ofStrings(List.of("talk")))
          .build();

  private final AgentKeys client = AgentKeys.generate(new SecureRandom());

  private static JsonObject body(JsonObject fields, AgentKeys client) {
    return JsonObject.of("card", fields, "clientKey", client.signer().publicKey().jwk());
  }

  private RegistrationResult register(JsonObject fields, AgentKeys with, Registrant by) {
    return node.registry().register(HELD, body(fields, with), by);
  }

  private static void is(Novelty expected, RegistrationResult result) {
    assertThat(result).isInstanceOf(RegistrationResult.Registered.class);
    assertThat(((RegistrationResult.Registered) result).novelty()).isEqualTo(expected);
  }

  private static void isUnauthorized(RegistrationResult result) {
    assertThat(result).isInstanceOf(RegistrationResult.Refused.class);
    assertThat(((RegistrationResult.Refused) result).refusal().code())
        .isEqualTo(ErrorCode.UNAUTHORIZED);
  }

  @Test
  void registersAndRenewsOnlyForTheAgentAndTheOperator() {
    is(Novelty.CREATED, register(FIELDS, client, new Registrant.Anyone()));
    is(Novelty.REPEATED, register(FIELDS, client, new Registrant.Anyone()));
    JsonObject changed = FIELDS.with("description", "changed");
    AgentKeys thief = AgentKeys.generate(new SecureRandom());
    isUnauthorized(register(changed, client, new Registrant.Anyone()));
    isUnauthorized(register(FIELDS, thief, new Registrant.Anyone()));
    isUnauthorized(register(changed, thief, new Registrant.Authenticated(scene.alpha.uri())));
    is(Novelty.RENEWED, register(changed, client, new Registrant.Authenticated(HELD)));
    AgentKeys other = AgentKeys.generate(new SecureRandom());
    is(Novelty.RENEWED, register(changed, other, new Registrant.Operator()));
    assertThat(node.registry().clientKey(HELD)).contains(other.signer().publicKey());
    assertThat(node.registry().assertionKey(HELD)).contains(other.signer().publicKey());
    assertThat(node.registry().current(HELD).orElseThrow().version()).isEqualTo(3);
    assertThat(node.registry().score(HELD)).isEqualTo(9.0);
  }

  @Test
  void leavesVouchedDomainsToTheOperator() {
    AgentUri vouched = new AgentUri("agent://vouched.org/held");
    JsonObject body = body(FIELDS.with("agentId", vouched.text()), client);
    isUnauthorized(node.registry().register(vouched, body, new Registrant.Anyone()));
    is(Novelty.CREATED, node.registry().register(vouched, body, new Registrant.Operator()));
  }

  @Test
  void changesNobodysCustody() {
    isUnauthorized(
        node.registry()
            .register(
                scene.alpha.uri(),
                body(FIELDS.with("agentId", scene.alpha.uri().text()), client),
                new Registrant.Operator()));
  }

  @Test
  void sealsTheKeysWithAFileOfTheirOwn() throws Exception {
    register(FIELDS, client, new Registrant.Anyone());
    AgentKeys keys = node.registry().heldKeys(HELD).orElseThrow();
    String secret = keys.privateJson().object("signing").flatMap(s -> s.string("d")).orElseThrow();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve(Vault.FILE))))
        .isEqualTo("rw-------");
    node.close();
    try (var files = Files.list(directory)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(secret);
      }
    }
    node = NodeParts.open(directory, clock);
    assertThat(node.registry().heldKeys(HELD).orElseThrow().privateJson())
        .isEqualTo(keys.privateJson());
    node.close();
    Files.delete(directory.resolve(Vault.FILE));
    node = NodeParts.open(directory, clock);
    assertThatThrownBy(() -> node.registry().heldKeys(HELD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Vault.FILE);
  }

  private static JsonObject wish(Performative performative, JsonObject body) {
    return JsonObject.builder()
        .put("performative", performative.name())
        .put("sender", JsonObject.EMPTY.with("agentId", HELD.text()))
        .put(
            "content",
            JsonObject.builder().put("mimeType", "application/json").put("body", body).build())
        .build();
  }

  private SessionId opened() {
    register(FIELDS, client, new Registrant.Anyone());
    Delivered invitation =
        accepted(
            node.sessions()
                .open(
                    HELD,
                    submission(
                        wish(
                            Performative.PROPOSE,
                            Scene.invitation(scene.terms(JsonObject.EMPTY))))));
    return SessionId.parse(Scene.json(invitation.envelope()).string("sessionId").orElseThrow())
        .orElseThrow();
  }

  private static Submission submission(JsonObject wish) {
    return new Submission(wish, Content.of(CanonicalJson.bytes(wish)));
  }

  @Test
  void signsForItsAgentSoThatAnyoneCanVerify() throws Exception {
    register(FIELDS, client, new Registrant.Anyone());
    Scene talk = new Scene(node, clock, scene.beta, scene.beta);
    accepted(
        node.sessions()
            .open(
                HELD,
                submission(
                    wish(Performative.PROPOSE, Scene.invitation(talk.terms(JsonObject.EMPTY)))
                        .with("sessionId", talk.id().toString()))));
    talk.said(talk.beta, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "p-invite"));
    talk.identify(talk.beta);
    restart();
    talk.on(node);
    var card = node.registry().current(HELD).orElseThrow();
    said(
        talk.id(),
        Performative.INFORM,
        JsonObject.builder()
            .put("informType", "identity")
            .put(
                "data",
                JsonObject.EMPTY
                    .with("cardHash", card.hash().text())
                    .with("cardVersion", card.version()))
            .build());
    said(talk.id(), Performative.INFORM, JsonObject.EMPTY.with("informType", "status"));
    talk.said(talk.beta, Performative.INFORM, JsonObject.EMPTY.with("informType", "status"));
    accepted(node.sessions().cancel(HELD, talk.id()));
    assertThat(talk.state().name()).isEqualTo(StateName.CLOSED);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    node.sessions().reader(HELD, talk.id()).orElseThrow().transcript(file);
    TranscriptReplay replay = new TranscriptReplay(CryptoProviders.verifying().verifier());
    for (String line : file.toString(StandardCharsets.UTF_8).lines().toList()) {
      assertThat(replay.take(replay.check(line.getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }
    assertThat(replay.ended()).isPresent();
  }

  private void said(SessionId id, Performative performative, JsonObject body) {
    accepted(node.sessions().append(HELD, id, submission(wish(performative, body))));
  }

  @Test
  void refusesWhatTheNodeAssignsAndWhatOthersSay() {
    SessionId id = opened();
    JsonObject withdraw =
        wish(Performative.WITHDRAW, JsonObject.EMPTY.with("proposalId", "p-invite"));
    for (JsonObject wrong :
        List.of(
            withdraw.with("messageId", "019b76da-a800-7c0b-8000-00000013afd1"),
            withdraw.with("sequenceNumber", 1),
            withdraw.with("timestamp", "2026-01-01T00:00:00.000Z"),
            withdraw.with("integrity", JsonObject.EMPTY.with("hash", Hash.ZERO.text())),
            withdraw.with(
                "sender", JsonObject.EMPTY.with("agentId", HELD.text()).with("dpopProof", "x")),
            withdraw.without("performative"),
            withdraw.without("content"))) {
      refused(node.sessions().append(HELD, id, submission(wrong)), ErrorCode.MALFORMED);
    }
    refused(
        node.sessions()
            .append(
                HELD,
                id,
                submission(
                    withdraw.with(
                        "sender", JsonObject.EMPTY.with("agentId", scene.beta.uri().text())))),
        ErrorCode.UNAUTHORIZED);
    refused(
        node.sessions()
            .append(
                HELD,
                id,
                submission(
                    withdraw.with(
                        "sender",
                        JsonObject.builder()
                            .put("agentId", HELD.text())
                            .put("trustScore", new JsonNumber(99))
                            .build()))),
        ErrorCode.TRUST_MISMATCH);
    refused(
        node.sessions()
            .append(
                HELD,
                id,
                submission(
                    withdraw.with(
                        "integrity", JsonObject.EMPTY.with("previousHash", Hash.ZERO.text())))),
        ErrorCode.CHAIN_CONFLICT);
    accepted(node.sessions().append(HELD, id, submission(withdraw)));
  }

  @Test
  void signsForNoOtherOrganisationAndInNoOtherSession() {
    SessionId id = opened();
    SessionId other = opened();
    JsonObject withdraw =
        wish(Performative.WITHDRAW, JsonObject.EMPTY.with("proposalId", "p-invite"));
    refused(
        node.sessions()
            .append(
                HELD,
                id,
                submission(
                    withdraw.with(
                        "sender",
                        JsonObject.EMPTY
                            .with("agentId", HELD.text())
                            .with("orgId", "org_somebody_else")))),
        ErrorCode.UNAUTHORIZED);
    refused(
        node.sessions().append(HELD, id, submission(withdraw.with("sessionId", other.toString()))),
        ErrorCode.SESSION_NOT_FOUND);
    refused(
        node.sessions()
            .open(
                HELD,
                submission(
                    wish(Performative.PROPOSE, Scene.invitation(scene.terms(JsonObject.EMPTY)))
                        .with("sessionId", "my session"))),
        ErrorCode.MALFORMED);
    accepted(
        node.sessions().append(HELD, id, submission(withdraw.with("sessionId", id.toString()))));
  }

  /// What the node adds counts too: what is stored has to be readable again.
  @Test
  void signsNothingThatIsTooLargeOnceItIsComplete() {
    SessionId id = opened();
    JsonObject withdraw =
        wish(Performative.WITHDRAW, JsonObject.EMPTY.with("proposalId", "p-invite"));
    int room = JsonLimits.MESSAGE.maxBytes() - CanonicalJson.bytes(withdraw).length;
    refused(
        node.sessions().append(HELD, id, submission(withdraw.with("note", "x".repeat(room - 20)))),
        ErrorCode.TOO_LARGE);
    JsonObject broad = withdraw;
    for (int i = broad.size(); i < JsonLimits.MESSAGE.maxMembers(); i++) {
      broad = broad.with("more" + i, 1);
    }
    refused(node.sessions().append(HELD, id, submission(broad)), ErrorCode.MALFORMED);
    accepted(node.sessions().append(HELD, id, submission(withdraw)));
  }

  @Test
  void closesWithoutABodyOnlyInNodeCustody() {
    SessionId id = opened();
    refused(node.sessions().cancel(HELD, id), ErrorCode.INVALID_TRANSITION);
    scene.introduce(JsonObject.EMPTY);
    refused(node.sessions().cancel(scene.alpha.uri(), scene.id()), ErrorCode.MALFORMED);
    assertThat(scene.state().name()).isEqualTo(StateName.CONVERSING);
  }
}
