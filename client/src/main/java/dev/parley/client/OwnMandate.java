package dev.parley.client;

import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Mandate;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.function.Supplier;

/// What an agent may bind its principal to without asking, as the node keeps it: the node refuses
/// whatever goes beyond it to the agent alone, with `escalation_required`, and shows the mandate to
/// nobody else (protocol section 8, people). Thread-safe.
public final class OwnMandate {
  private final HttpCalls calls;
  private final Credentials by;
  private final KeyFile file;
  private final Supplier<Instant> now;

  OwnMandate(HttpCalls calls, Credentials by, KeyFile file, Supplier<Instant> now) {
    this.calls = calls;
    this.by = by;
    this.file = file;
    this.now = now;
  }

  /// Signs a mandate and lodges it with the node, in place of the one before.
  ///
  /// @param limits an object with any of `maxValue`, `floor`, `currencies`, `counterparties`,
  ///   `maxRounds` and `approvalAbove`; what is absent is not limited
  /// @return the mandate, also for [Session#keepTo]
  /// @throws RefusedException if the node declines it
  public Mandate lodge(JsonObject limits) {
    JsonObject record =
        Mandate.sign(limits, file.agentId(), Timestamp.whole(now.get()), file.keys().signer());
    calls.exchange(Call.send("PUT", Paths.mandate(file.agentId()), record), by).orThrow();
    return Mandate.decode(record).orThrow();
  }

  /// The mandate that is lodged.
  ///
  /// @return `{acceptedAt, mandate}`
  /// @throws RefusedException if there is none
  public JsonObject show() {
    return calls.exchange(Call.read(Paths.mandate(file.agentId())), by).orThrow();
  }
}
