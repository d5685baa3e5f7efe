package dev.parley.mcp;

import dev.parley.client.NodeRefusal;
import dev.parley.client.Received;
import dev.parley.client.RefusedException;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.ReasonCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.error.UnregisteredCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.message.Message;
import dev.parley.core.session.Bodies;
import dev.parley.core.session.Participant;
import dev.parley.core.session.Talk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one way by which a model says something: nothing is signed that is beyond the limits and
/// that no person has approved, nor on top of something that the model has not been shown.
/// Thread-safe.
final class Speech {
  /// How many planned messages are remembered; the node remembers all of them.
  private static final int MOST_PLANS = 256;

  private static final String NEVER = "never";

  private final Desk desk;
  private final Map<String, Utterance> plans =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Utterance> eldest) {
          return size() > MOST_PLANS;
        }
      };

  Speech(Desk desk) {
    this.desk = desk;
  }

  /// Says something, if it may be said.
  ToolAnswer say(Session session, Utterance utterance, Host host) {
    List<Received> news = OpenSessions.news(session);
    if (!news.isEmpty()) {
      return unread(news);
    }
    return switch (Message.decode(utterance.performative(), utterance.body())) {
      case Decoded.Refused<Message>(Refusal refusal) -> ToolAnswer.declined(refusal);
      case Decoded.Valid<Message>(Message message) -> {
        Optional<Refusal> objection = objection(session, message, utterance);
        yield objection.isEmpty()
            ? send(session, utterance)
            : beyond(session, utterance, objection.get(), host);
      }
    };
  }

  private Optional<Refusal> objection(Session session, Message message, Utterance utterance) {
    return session
        .state()
        .said()
        .flatMap(talk -> desk.limits().objection(talk, principal(talk), message, utterance.body()));
  }

  private AgentUri principal(Talk talk) {
    AgentUri self = desk.agent().id();
    return talk.participant(self).map(Participant::principal).orElse(self);
  }

  private ToolAnswer beyond(Session session, Utterance utterance, Refusal objection, Host host) {
    if (objection.details().string("approval").filter(NEVER::equals).isPresent()) {
      return new ToolAnswer.Declined(
          objection.code().wire(),
          objection.message(),
          "No approval helps: agree on something within the limits (asp_status shows them).",
          objection.details());
    }
    Host.Verdict verdict =
        Question.about(session, desk.agent().id(), utterance, objection.message())
            .map(host::ask)
            .orElse(Host.Verdict.CANNOT_ASK);
    return switch (verdict) {
      case APPROVED -> send(session, utterance);
      case DECLINED ->
          ToolAnswer.declined(
              objection.code().wire(),
              "The person before the host was asked and did not approve. " + objection.message(),
              "Do not ask again for the same; offer something else, or decline.");
      case CANNOT_ASK -> escalate(session, utterance, objection.message());
    };
  }

  private ToolAnswer send(Session session, Utterance utterance) {
    return switch (session.send(utterance)) {
      case SendResult.Sent(Received message) -> said(session, message);
      case SendResult.Overtaken(List<Received> _) -> unread(OpenSessions.news(session));
      case SendResult.Refused(NodeRefusal refusal) when asks(refusal) ->
          escalate(session, utterance, refusal.message());
      case SendResult.Refused(NodeRefusal refusal) -> refused(refusal);
    };
  }

  /// The node may keep a mandate of its own, and knows nothing of approvals given here.
  private static boolean asks(NodeRefusal refusal) {
    return refusal.code() == ErrorCode.ESCALATION_REQUIRED
        && refusal.details().string("approval").filter(NEVER::equals).isEmpty();
  }

  private ToolAnswer escalate(Session session, Utterance planned, String why) {
    try {
      Received asked = session.escalate(why, planned);
      String id = asked.body().string("escalationId").orElseThrow();
      remember(session, id, planned);
      return ToolAnswer.declined(
              ErrorCode.ESCALATION_REQUIRED.wire(),
              "Not said. " + why + ". An authority was asked (ESCALATE), and the session waits.",
              "Call asp_wait until it is decided, then asp_send_approved with this escalation.")
          .with("escalated", JsonBoolean.TRUE)
          .with("sessionId", new JsonString(session.id().toString()))
          .with("escalation", JsonNumber.of(asked.position()))
          .with("bodyHash", new JsonString(Bodies.hash(planned.body()).text()))
          .with("chainHead", new JsonString(asked.hash().text()));
    } catch (RefusedException e) {
      return ToolAnswer.declined(
          e.refusal().code().wire(),
          why + "; and an authority could not be asked: " + e.refusal().message(),
          remedy(e.refusal().code()));
    }
  }

  private void remember(Session session, String escalationId, Utterance planned) {
    synchronized (plans) {
      plans.put(session.id() + " " + escalationId, planned);
    }
  }

  /// What was planned when an authority was asked, if this process has asked.
  Optional<Utterance> plan(Session session, String escalationId) {
    synchronized (plans) {
      return Optional.ofNullable(plans.get(session.id() + " " + escalationId));
    }
  }

  /// The answer about a message that this agent has said.
  ToolAnswer said(Session session, Received message) {
    JsonObject content =
        situation(session, message).put("said", MessageView.of(message, desk.agent().id())).build();
    return ToolAnswer.done(
        "Said "
            + message.performative()
            + " at position "
            + message.position()
            + ". The session is "
            + content.string("state").orElse("")
            + ". "
            + content.string("next").orElse(""),
        content);
  }

  /// Where a session stands, seen from one message of it.
  JsonObject.Builder situation(Session session, Received message) {
    return new Situation(session.state(), desk.agent().id(), desk.now())
        .json(message.position(), message.hash().text());
  }

  private ToolAnswer unread(List<Received> news) {
    return ToolAnswer.declined(
            "unread",
            "Not said: the session has messages that you had not seen. They are in the details.",
            "Read them and decide anew.")
        .with("messages", MessageView.all(news, desk.agent().id()));
  }

  static ToolAnswer.Declined refused(NodeRefusal refusal) {
    return new ToolAnswer.Declined(
        refusal.code().wire(),
        refusal.message(),
        remedy(refusal.code())
            + refusal.retryAfter().map(d -> " (in " + d.toSeconds() + " s)").orElse(""),
        refusal.details());
  }

  private static String remedy(ReasonCode code) {
    return switch (code) {
      case ErrorCode known -> known.remedy();
      case UnregisteredCode _ -> "The node uses a code of its own; ask whoever runs it.";
    };
  }
}
