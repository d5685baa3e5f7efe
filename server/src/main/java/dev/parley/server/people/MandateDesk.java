package dev.parley.server.people;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Mandate;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.records.RecordOutcome;
import dev.parley.server.registry.Registry;
import dev.parley.server.store.Content;
import dev.parley.server.store.MandateStore;
import dev.parley.server.store.StoredJson;
import dev.parley.server.store.StoredMandate;
import dev.parley.server.store.Unavailable;
import dev.parley.server.store.WriteOutcome;
import dev.parley.server.time.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the mandates of agents, and shows each to its own agent alone. Thread-safe.
public final class MandateDesk {
  private static final Logger LOG = LoggerFactory.getLogger(MandateDesk.class);
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private final MandateStore store;
  private final Registry registry;
  private final NodeClock clock;
  private final Verifier verifier;

  /// Opens it.
  ///
  /// @param store where they are kept
  /// @param registry the node's agents
  /// @param clock the node's clock
  /// @param verifier checks signatures
  public MandateDesk(MandateStore store, Registry registry, NodeClock clock, Verifier verifier) {
    this.store = store;
    this.registry = registry;
    this.clock = clock;
    this.verifier = verifier;
  }

  /// Takes a mandate, in place of an older one.
  ///
  /// @param caller whose it is
  /// @param json the signed record; in node custody the limits alone
  /// @return what became of it
  public RecordOutcome lodge(AgentUri caller, JsonObject json) {
    Instant at = clock.now();
    Optional<AgentKeys> held = registry.heldKeys(caller);
    Decoded<Mandate> read =
        held.isPresent()
            ? completed(caller, held.get(), json, at)
            : Mandate.decode(json).then(this::verified);
    return switch (read) {
      case Decoded.Refused<Mandate>(Refusal refusal) -> RecordOutcome.refused(refusal);
      case Decoded.Valid<Mandate>(Mandate mandate) -> {
        Optional<Refusal> fault = fault(caller, mandate, at);
        yield fault.isPresent() ? RecordOutcome.refused(fault.get()) : keep(mandate, at);
      }
    };
  }

  private Decoded<Mandate> verified(Mandate mandate) {
    return registry
        .current(mandate.by())
        .map(
            card ->
                mandate
                    .fault(card, verifier)
                    .<Decoded<Mandate>>map(Decoded::refused)
                    .orElseGet(() -> Decoded.valid(mandate)))
        .orElseGet(
            () -> Decoded.refused(ErrorCode.UNAUTHORIZED.because("by is not registered here")));
  }

  private static Decoded<Mandate> completed(
      AgentUri caller, AgentKeys keys, JsonObject json, Instant at) {
    Members in = Members.of(json, "");
    for (String assigned : List.of("timestamp", "integrity")) {
      if (json.has(assigned)) {
        in.wrong(assigned, "is assigned by the node, which holds this agent's keys");
      }
    }
    return in.result(() -> Mandate.sign(json, caller, Timestamp.whole(at), keys.signer()))
        .then(Mandate::decode);
  }

  private static Optional<Refusal> fault(AgentUri caller, Mandate mandate, Instant at) {
    if (!mandate.by().equals(caller)) {
      return Optional.of(ErrorCode.UNAUTHORIZED.because("by is not the caller"));
    }
    return Timestamp.apart(mandate.at(), at).compareTo(CLOCK_TOLERANCE) > 0
        ? Optional.of(
            ErrorCode.STALE.because("timestamp is more than 300 s from the time of acceptance"))
        : Optional.empty();
  }

  private RecordOutcome keep(Mandate mandate, Instant at) {
    JsonObject json = mandate.signed().json();
    StoredMandate stored =
        new StoredMandate(
            mandate.by().text(),
            mandate.at(),
            Timestamp.whole(at),
            Content.of(CanonicalJson.bytes(json)));
    return switch (store.keep(stored).join()) {
      case WriteOutcome.Written() -> new RecordOutcome.Accepted(shown(stored));
      case WriteOutcome.Superseded() ->
          store
              .mandate(stored.agent())
              .filter(kept -> kept.canonical().equals(stored.canonical()))
              .<RecordOutcome>map(kept -> new RecordOutcome.Repeated(shown(kept)))
              .orElseGet(
                  () ->
                      RecordOutcome.refused(
                          ErrorCode.STALE.because("a mandate that was signed later is kept")));
      case Unavailable(Unavailable.Cause cause, String detail) -> {
        LOG.warn("a mandate of {} is not kept: {} ({})", stored.agent(), cause, detail);
        yield RecordOutcome.unavailable();
      }
    };
  }

  /// The caller's own mandate.
  ///
  /// @param caller whose
  /// @return nothing if none was lodged
  public Optional<JsonObject> view(AgentUri caller) {
    return store.mandate(caller.text()).map(MandateDesk::shown);
  }

  private static JsonObject shown(StoredMandate mandate) {
    return JsonObject.builder()
        .put("acceptedAt", Timestamp.format(mandate.acceptedAt()))
        .put("mandate", StoredJson.of(mandate.canonical()))
        .build();
  }
}
