package dev.parley.server.sessions;

import static dev.parley.server.rehearsal.Scene.accepted;
import static dev.parley.server.rehearsal.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.chain.Draft;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.server.registry.Registrant;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.rehearsal.ScriptedAgent;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What the node refuses before and beside the machine: each wrong case next to the right one, and
/// nothing changes.
final class RefusalTest extends NodeTest {
  private static final JsonObject NOTE = JsonObject.EMPTY.with("informType", "status");

  private ScriptedAgent stranger() {
    ScriptedAgent stranger = new ScriptedAgent("agent://other.example/gamma", "org_other");
    node.register(stranger);
    return stranger;
  }

  private void unchanged(Runnable wrong) {
    int before = scene.messages().size();
    wrong.run();
    assertThat(scene.messages()).hasSize(before);
    accepted(scene.say(scene.alpha, Performative.INFORM, NOTE));
  }

  @Test
  void refusesWhatTheCallerDidNotSay() {
    scene.introduce(JsonObject.EMPTY);
    JsonObject ofAlpha = scene.alpha.sign(scene.next(scene.alpha, Performative.INFORM, NOTE));
    unchanged(() -> refused(scene.send(scene.beta, ofAlpha), ErrorCode.UNAUTHORIZED));
    Draft invitation = scene.invite(JsonObject.EMPTY);
    refused(
        node.sessions().open(scene.beta.uri(), Scene.submission(scene.alpha.sign(invitation))),
        ErrorCode.UNAUTHORIZED);
  }

  @Test
  void answersAStrangerAlikeWhetherTheSessionExistsOrNot() {
    scene.introduce(JsonObject.EMPTY);
    ScriptedAgent gamma = stranger();
    SessionId none = new SessionId(ScriptedAgent.freshId(clock.now()));
    for (JsonObject sent :
        List.of(
            JsonObject.EMPTY,
            gamma.sign(
                gamma.draft(
                    scene.id(), 0, Hash.ZERO, 10.67, clock.now(), Performative.INFORM, NOTE)))) {
      Outcome existing = node.sessions().append(gamma.uri(), scene.id(), Scene.submission(sent));
      Outcome missing = node.sessions().append(gamma.uri(), none, Scene.submission(sent));
      assertThat(existing).isEqualTo(missing);
      refused(existing, ErrorCode.SESSION_NOT_FOUND);
    }
    assertThat(node.sessions().cancel(gamma.uri(), scene.id()))
        .isEqualTo(node.sessions().cancel(gamma.uri(), none));
    assertThat(node.sessions().view(gamma.uri(), scene.id())).isEmpty();
    assertThat(node.sessions().reader(gamma.uri(), scene.id())).isEmpty();
    assertThat(node.sessions().list(gamma.uri(), Optional.empty(), 10).orThrow().sessions())
        .isEmpty();
    restart();
    assertThat(node.sessions().view(gamma.uri(), scene.id())).isEmpty();
    assertThat(node.sessions().view(scene.beta.uri(), scene.id())).isPresent();
  }

  @Test
  void keepsTheStewardsSeatForTheSteward() {
    scene.introduce(JsonObject.EMPTY);
    var steward = node.registry().stewardCard().agentId();
    refused(
        node.sessions().append(steward, scene.id(), Scene.submission(JsonObject.EMPTY)),
        ErrorCode.SESSION_NOT_FOUND);
    assertThat(node.sessions().view(steward, scene.id())).isEmpty();
  }

  @Test
  void answersARepeatWithTheFirstAnswerAndAnotherMessageOfThatIdWithDuplicate() {
    scene.introduce(JsonObject.EMPTY);
    Draft draft = scene.next(scene.alpha, Performative.INFORM, NOTE);
    JsonObject envelope = scene.alpha.sign(draft);
    Delivered first = accepted(scene.send(scene.alpha, envelope));
    scene.said(scene.beta, Performative.INFORM, NOTE);
    assertThat(scene.send(scene.alpha, envelope)).isEqualTo(new Outcome.Repeated(first));

    Draft next = scene.next(scene.alpha, Performative.INFORM, NOTE);
    JsonObject sameId =
        scene.alpha.sign(
            new Draft(
                next.version(),
                draft.messageId(),
                next.sessionId(),
                next.sequenceNumber(),
                next.timestamp(),
                next.sender(),
                next.orgId(),
                next.trustScore(),
                next.recipient(),
                next.performative(),
                next.body(),
                next.constraints(),
                next.previousHash()));
    unchanged(() -> refused(scene.send(scene.alpha, sameId), ErrorCode.DUPLICATE));
    restart();
    assertThat(scene.send(scene.alpha, envelope)).isEqualTo(new Outcome.Repeated(first));
    refused(scene.send(scene.alpha, envelope.with("version", "asp/1.0")), ErrorCode.HASH_MISMATCH);
  }

  @Test
  void answersARepeatedInvitationWithTheFirstAnswerAndAnotherOneWithDuplicate() {
    JsonObject envelope = scene.alpha.sign(scene.invite(JsonObject.EMPTY));
    Delivered first = accepted(node.sessions().open(scene.alpha.uri(), Scene.submission(envelope)));
    assertThat(node.sessions().open(scene.alpha.uri(), Scene.submission(envelope)))
        .isEqualTo(new Outcome.Repeated(first));
    refused(scene.open(scene.invite(JsonObject.EMPTY)), ErrorCode.DUPLICATE);
    ScriptedAgent gamma = stranger();
    Draft taken =
        gamma.draft(
            scene.id(),
            0,
            Hash.ZERO,
            node.registry().score(gamma.uri()),
            clock.now(),
            Performative.PROPOSE,
            Scene.invitation(scene.terms(JsonObject.EMPTY)));
    refused(
        node.sessions().open(gamma.uri(), Scene.submission(gamma.sign(taken))),
        ErrorCode.DUPLICATE);
    assertThat(scene.messages()).hasSize(1);
  }

  @Test
  void takesNoMessageOfASessionWhereSessionsAreOpened() {
    scene.introduce(JsonObject.EMPTY);
    JsonObject follow = scene.alpha.sign(scene.next(scene.alpha, Performative.INFORM, NOTE));
    unchanged(
        () ->
            refused(
                node.sessions().open(scene.alpha.uri(), Scene.submission(follow)),
                ErrorCode.DUPLICATE));
  }

  @Test
  void refusesAScoreThatTheNodeDidNotServeAndSaysWhichItExpects() {
    Draft right = scene.invite(JsonObject.EMPTY);
    Refusal refusal = refused(scene.open(scored(right, 99)), ErrorCode.TRUST_MISMATCH);
    assertThat(refusal.details().string("expected")).contains("10.67");
    accepted(scene.open(right));
    Draft answer =
        scene.next(
            scene.beta, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "p-invite"));
    refused(
        scene.send(scene.beta, scene.beta.sign(scored(answer, 10.66))), ErrorCode.TRUST_MISMATCH);
    accepted(scene.send(scene.beta, scene.beta.sign(answer)));
  }

  private static Draft scored(Draft draft, double score) {
    return new Draft(
        draft.version(),
        draft.messageId(),
        draft.sessionId(),
        draft.sequenceNumber(),
        draft.timestamp(),
        draft.sender(),
        draft.orgId(),
        score,
        draft.recipient(),
        draft.performative(),
        draft.body(),
        draft.constraints(),
        draft.previousHash());
  }

  @Test
  void refusesAnInvitationToAnotherNode() {
    JsonObject elsewhere = JsonObject.EMPTY.with("node", "agent://elsewhere.example/node");
    refused(scene.open(scene.invite(elsewhere)), ErrorCode.POLICY_VIOLATION);
    accepted(scene.open(scene.invite(JsonObject.EMPTY)));
  }

  @Test
  void refusesInviteesAuthoritiesAndDelegatesThatAreNotRegisteredHere() {
    JsonObject unknown = JsonObject.EMPTY.with("agentId", "agent://nowhere.example/x");
    refused(
        scene.open(scene.invite(JsonObject.of("invitees", JsonArray.of(List.of(unknown))))),
        ErrorCode.AGENT_NOT_FOUND);
    refused(
        scene.open(
            scene.invite(
                JsonObject.of(
                    "authorities", JsonArray.ofStrings(List.of("agent://nowhere.example/x"))))),
        ErrorCode.AGENT_NOT_FOUND);
    scene.introduce(JsonObject.of("openDelegation", JsonBoolean.TRUE));
    unchanged(
        () ->
            refused(
                scene.say(
                    scene.alpha, Performative.DELEGATE, delegation("agent://nowhere.example/x")),
                ErrorCode.AGENT_NOT_FOUND));
    ScriptedAgent gamma = stranger();
    scene.said(scene.alpha, Performative.DELEGATE, delegation(gamma.uri().text()));
    assertThat(node.sessions().view(gamma.uri(), scene.id())).isPresent();
  }

  /// Otherwise the others would be asked for a consent that nothing can follow.
  @Test
  void refusesADelegateThatIsNotRegisteredHereBeforeOthersConsent() {
    scene.introduce(JsonObject.EMPTY);
    unchanged(
        () ->
            refused(
                scene.say(
                    scene.alpha, Performative.DELEGATE, delegation("agent://nowhere.example/x")),
                ErrorCode.AGENT_NOT_FOUND));
    scene.said(scene.alpha, Performative.DELEGATE, delegation(stranger().uri().text()));
  }

  private static JsonObject delegation(String target) {
    return JsonObject.builder()
        .put("delegationId", "d-1")
        .put("targetAgent", target)
        .put("scope", "price")
        .put("authority", "negotiate")
        .build();
  }

  private void opensWith(JsonObject policy, Consumer<Outcome> expected) {
    ScriptedAgent choosy =
        new ScriptedAgent(
            "agent://choosy.example/a" + ScriptedAgent.freshId(clock.now()),
            "org_choosy",
            JsonObject.of("contactPolicy", policy));
    node.register(choosy);
    Scene invited = new Scene(node, clock, scene.alpha, choosy);
    expected.accept(invited.open(invited.invite(JsonObject.EMPTY)));
  }

  @Test
  void keepsToTheContactPolicyOfTheInvitee() {
    Consumer<Outcome> violates = outcome -> refused(outcome, ErrorCode.POLICY_VIOLATION);
    Consumer<Outcome> opens = outcome -> accepted(outcome);
    opensWith(JsonObject.of("minTrustScore", new JsonNumber(10.68)), violates);
    opensWith(JsonObject.of("minTrustScore", new JsonNumber(10.67)), opens);
    opensWith(floor("IV", 20.01), violates);
    opensWith(floor("IV", 20).with("minTrustScore", 10), opens);
    opensWith(floor("SP", 66.67).with("minEffectiveCounterparties", 0), opens);
    opensWith(floor("CF", 0.01), violates);
    opensWith(JsonObject.EMPTY.with("minEffectiveCounterparties", 1), violates);
    opensWith(list("deny", scene.alpha.uri().text()), violates);
    opensWith(list("deny", "acme.example"), violates);
    opensWith(list("deny", "me.example"), opens);
    opensWith(list("allow", "other.example"), violates);
    opensWith(list("allow", scene.alpha.uri().text()), opens);
    opensWith(
        list("allow", "acme.example").with("deny", JsonArray.ofStrings(List.of("acme.example"))),
        violates);
    opensWith(JsonObject.EMPTY.with("maxOpenSessions", 0), violates);
    opensWith(JsonObject.EMPTY.with("maxOpenSessions", 1), opens);
  }

  private static JsonObject floor(String component, double least) {
    return JsonObject.of("minComponents", JsonObject.of(component, new JsonNumber(least)));
  }

  private static JsonObject list(String name, String entry) {
    return JsonObject.of(name, JsonArray.ofStrings(List.of(entry)));
  }

  @Test
  void countsOpenSessionsOfTheInviteeOnlyWhileTheyAreOpen() {
    ScriptedAgent busy =
        new ScriptedAgent(
            "agent://busy.example/b",
            "org_busy",
            JsonObject.of("contactPolicy", JsonObject.EMPTY.with("maxOpenSessions", 1)));
    node.register(busy);
    Scene first = new Scene(node, clock, scene.alpha, busy);
    accepted(first.open(first.invite(JsonObject.EMPTY)));
    Scene second = new Scene(node, clock, scene.alpha, busy);
    refused(second.open(second.invite(JsonObject.EMPTY)), ErrorCode.POLICY_VIOLATION);
    first.said(scene.alpha, Performative.WITHDRAW, JsonObject.EMPTY.with("proposalId", "p-invite"));
    accepted(second.open(second.invite(JsonObject.EMPTY)));
  }

  @Test
  void refusesBadHashesSignaturesAndProofs() {
    scene.introduce(JsonObject.EMPTY);
    Draft draft = scene.next(scene.alpha, Performative.INFORM, NOTE);
    JsonObject envelope = scene.alpha.sign(draft);
    AgentKeys foreign = AgentKeys.generate(new SecureRandom());
    unchanged(
        () -> {
          refused(scene.send(scene.alpha, envelope.with("note", "added")), ErrorCode.HASH_MISMATCH);
          refused(
              scene.send(
                  scene.alpha, draft.sign(foreign.signer(), scene.alpha.keys().proofSigner())),
              ErrorCode.SIGNATURE_INVALID);
          refused(
              scene.send(
                  scene.alpha, draft.sign(scene.alpha.keys().signer(), foreign.proofSigner())),
              ErrorCode.DPOP_INVALID);
          refused(scene.send(scene.alpha, JsonObject.EMPTY), ErrorCode.MALFORMED);
          refused(
              scene.send(scene.alpha, envelope.with("version", "asp/9.9")),
              ErrorCode.VERSION_UNSUPPORTED);
        });
  }

  @Test
  void refusesAMessageOfAnotherSessionThere() {
    scene.introduce(JsonObject.EMPTY);
    Scene other = new Scene(node, clock, scene.alpha, scene.beta);
    other.introduce(JsonObject.EMPTY);
    JsonObject elsewhere = other.alpha.sign(other.next(other.alpha, Performative.INFORM, NOTE));
    unchanged(() -> refused(scene.send(scene.alpha, elsewhere), ErrorCode.SESSION_NOT_FOUND));
  }

  @Test
  void rotatesKeysInsideASession() {
    scene.introduce(JsonObject.EMPTY);
    AgentKeys fresh = AgentKeys.generate(new SecureRandom());
    var next = scene.alpha.nextCard(fresh, JsonObject.EMPTY);
    node.registry().register(scene.alpha.uri(), next.json(), new Registrant.Anyone());
    // Registered alone changes nothing in a session that runs.
    scene.said(scene.alpha, Performative.INFORM, NOTE);
    scene.said(
        scene.alpha,
        Performative.INFORM,
        JsonObject.builder()
            .put("informType", "identity")
            .put(
                "data",
                JsonObject.EMPTY
                    .with("cardHash", next.hash().text())
                    .with("cardVersion", next.version()))
            .build());
    refused(scene.say(scene.alpha, Performative.INFORM, NOTE), ErrorCode.SIGNATURE_INVALID);
    scene.alpha.use(fresh, next);
    scene.said(scene.alpha, Performative.INFORM, NOTE);
    restart();
    scene.said(scene.alpha, Performative.INFORM, NOTE);
    assertThat(node.sessions().reader(scene.beta.uri(), scene.id()).orElseThrow().card(next.hash()))
        .contains(next.json());
    assertThat(node.sessions().reader(scene.beta.uri(), scene.id()).orElseThrow().card(Hash.ZERO))
        .isEmpty();
  }
}
