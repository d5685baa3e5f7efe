package dev.parley.a2a.bound;

import dev.parley.a2a.call.A2aClient;
import dev.parley.a2a.call.CallLimits;
import dev.parley.a2a.call.CardCheck;
import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.MessageForm;
import dev.parley.a2a.wire.Outcome;
import dev.parley.a2a.wire.TaskState;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Authority;
import dev.parley.core.message.Delegate;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.WebAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Does what a DELEGATE with `protocol: a2a` says: hands the work to an agent of A2A, and tells the
/// session what came of it (protocol section 14). The delegator says it, under its own name, and
/// owes what it owed before.
public final class DelegatedWork {
  private final Session session;
  private final CardCheck check;
  private final CallLimits limits;

  /// The work of one session.
  ///
  /// @param session the delegator's
  /// @param check what is asked of the other agent's card
  /// @param limits what to bear
  public DelegatedWork(Session session, CardCheck check, CallLimits limits) {
    this.session = session;
    this.check = check;
    this.limits = limits;
  }

  /// DELEGATE over A2A: hands work to an agent that does not come in.
  ///
  /// @param target its name
  /// @param scope what it is to do, for people
  /// @param card where its A2A card is
  /// @return what to send
  public static Utterance delegate(AgentUri target, String scope, WebAddress card) {
    return Say.delegate(target, scope, Authority.ADVISORY)
        .with("protocol", "a2a")
        .with("a2a", JsonObject.EMPTY.with("card", card.text()));
  }

  /// What came of it.
  ///
  /// @param task the task of the other agent as it stood last; absent if there is none
  /// @param fault what went wrong, if anything
  /// @param unreported how much of it the session has not taken
  public record Result(Optional<JsonObject> task, Optional<Fault> fault, int unreported) {
    /// Where the task ended.
    ///
    /// @return nothing if there is none
    public Optional<TaskState> state() {
      return task.flatMap(DelegatedWork::stateOf);
    }
  }

  /// Hands out the work, waits for what comes of it, and tells the session: first that it was
  /// handed out, then each new state, in the end everything that was brought forth, or why nothing
  /// was.
  ///
  /// @param delegate the DELEGATE as it was said, `protocol: a2a`
  /// @param work what to do
  /// @return what came of it
  /// @throws IllegalArgumentException if the message is not such a DELEGATE
  public Result hand(Received delegate, String work) {
    if (!(delegate.message() instanceof Delegate said) || said.a2aCard().isEmpty()) {
      throw new IllegalArgumentException("only a DELEGATE with protocol a2a is handed out");
    }
    Run run = new Run(said);
    return withdrawn(said)
        ? run.failed(
            Fault.asp(ErrorCode.INVALID_REFERENCE, "the delegation was taken back before it began"))
        : run.with(said.a2aCard().get(), work);
  }

  /// Whether it was taken back or has run out, by what the session was told last.
  private boolean withdrawn(Delegate said) {
    Optional<Talk> talk = session.state().said();
    return talk.flatMap(t -> t.matter(said.delegationId(), Matter.Delegation.class))
        .filter(d -> d.status() == Matter.Delegation.Status.ACTIVE)
        .filter(
            d ->
                d.expiresAt()
                    .filter(end -> !talk.orElseThrow().head().acceptedAt().isBefore(end))
                    .isEmpty())
        .isEmpty();
  }

  private static Optional<TaskState> stateOf(JsonObject task) {
    return task.object("status").flatMap(s -> s.string("state")).flatMap(TaskState::parse);
  }

  /// One piece of work.
  private final class Run {
    private final Delegate said;
    private final RemoteTask remote = new RemoteTask();
    private int unreported;

    Run(Delegate said) {
      this.said = said;
    }

    Result with(WebAddress card, String work) {
      Outcome<A2aClient> client =
          A2aClient.to(URI.create(card.text()), check, Set.of(), limits).then(this::meant);
      return switch (client) {
        case Outcome.Refused<A2aClient>(Fault fault) -> failed(fault);
        case Outcome.Done<A2aClient>(A2aClient open) -> {
          try (open) {
            tell("progress", JsonObject.EMPTY.with("agent", agent(open.card())));
            yield handed(open, work);
          }
        }
      };
    }

    /// A card that names an agent of ASP has to name the one that was meant.
    private Outcome<A2aClient> meant(A2aClient client) {
      Optional<String> named = aspName(client.card());
      if (named.isEmpty() || named.get().equals(said.targetAgent().text())) {
        return Outcome.done(client);
      }
      client.close();
      return new Outcome.Refused<>(
          Fault.asp(ErrorCode.INVALID_REFERENCE, "the card is that of another agent"));
    }

    private Result handed(A2aClient client, String work) {
      JsonObject message = MessageForm.text(UUID.randomUUID().toString(), "ROLE_USER", work);
      Optional<Fault> fault = client.streams() ? streamed(client, message) : asked(client, message);
      if (fault.isPresent()) {
        return failed(fault.get());
      }
      tell("data", remote.outcome());
      return new Result(remote.task(), Optional.empty(), unreported);
    }

    private Optional<Fault> asked(A2aClient client, JsonObject message) {
      return switch (client.send(message)) {
        case Outcome.Refused<JsonObject>(Fault fault) -> Optional.of(fault);
        case Outcome.Done<JsonObject>(JsonObject answer) -> heard(answer);
      };
    }

    /// Reads the stream; one that breaks off is taken up again once, by the task's id.
    private Optional<Fault> streamed(A2aClient client, JsonObject message) {
      Outcome<A2aClient.StreamEnd> end = client.stream(message, this::goesOn);
      if (end instanceof Outcome.Refused<A2aClient.StreamEnd>(Fault fault)) {
        return fault.error() == A2aError.INVALID_AGENT_RESPONSE && remote.id().isPresent()
            ? caughtUp(client, remote.id().get())
            : Optional.of(fault);
      }
      return givenUp(client);
    }

    private Optional<Fault> caughtUp(A2aClient client, String taskId) {
      if (client.subscribe(taskId, this::goesOn) instanceof Outcome.Done<A2aClient.StreamEnd>) {
        return givenUp(client);
      }
      return switch (client.task(taskId)) {
        case Outcome.Refused<JsonObject>(Fault fault) -> Optional.of(fault);
        case Outcome.Done<JsonObject>(JsonObject task) -> {
          Optional<Fault> fault = heard(JsonObject.of("task", task));
          yield fault.isEmpty() && stateOf(task).filter(TaskState::running).isPresent()
              ? Optional.of(
                  Fault.of(
                      A2aError.INVALID_AGENT_RESPONSE, "the agent works on and cannot be followed"))
              : fault;
        }
      };
    }

    /// If the delegation was taken back meanwhile, the other agent need not go on.
    private Optional<Fault> givenUp(A2aClient client) {
      if (!withdrawn(said)) {
        return Optional.empty();
      }
      remote.id().ifPresent(client::cancel);
      return Optional.of(Fault.asp(ErrorCode.INVALID_REFERENCE, "the delegation was taken back"));
    }

    private boolean goesOn(JsonObject event) {
      heard(event);
      return !withdrawn(said);
    }

    private Optional<Fault> heard(JsonObject event) {
      Optional<TaskState> before = remote.state();
      remote.hear(event);
      Optional<TaskState> after = remote.state();
      if (after.isPresent() && !after.equals(before) && !after.get().terminal()) {
        tell("progress", remote.progress());
      }
      return remote.known()
          ? Optional.empty()
          : Optional.of(
              Fault.of(A2aError.INVALID_AGENT_RESPONSE, "the answer is neither task nor message"));
    }

    Result failed(Fault fault) {
      tell(
          "data",
          remote
              .progress()
              .with(
                  "fault",
                  JsonObject.EMPTY
                      .with("reason", fault.error().reason())
                      .with("message", fault.message())));
      return new Result(remote.task(), Optional.of(fault), unreported);
    }

    private void tell(String informType, JsonObject what) {
      JsonObject about =
          JsonObject.EMPTY.with("delegationId", said.delegationId()).with("a2a", what);
      if (Report.tell(session, Say.inform(informType, about)) == Report.Told.DECLINED) {
        unreported++;
      }
    }
  }

  private static JsonObject agent(JsonObject card) {
    JsonObject agent =
        JsonObject.EMPTY
            .with("name", card.string("name").orElse(""))
            .with("cardHash", Hash.of(CanonicalJson.bytes(card)).text());
    return aspName(card).map(name -> agent.with("agentId", name)).orElse(agent);
  }

  private static Optional<String> aspName(JsonObject card) {
    List<JsonValue> extensions =
        card.object("capabilities")
            .flatMap(c -> c.array("extensions"))
            .orElse(JsonArray.EMPTY)
            .values();
    return extensions.stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .filter(e -> e.string("uri").filter(SessionExtension.URI::equals).isPresent())
        .flatMap(e -> e.object("params").flatMap(p -> p.string("agentId")).stream())
        .findFirst();
  }
}
