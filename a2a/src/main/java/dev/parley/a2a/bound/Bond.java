package dev.parley.a2a.bound;

import dev.parley.a2a.task.Tie;
import dev.parley.a2a.wire.TaskState;
import dev.parley.core.a2a.SessionReference;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a commitment says of a task, one way: from the session to the task, never back (protocol
/// section 14).
final class Bond {
  private Bond() {}

  /// The object under the extension's URI in a task's metadata.
  static JsonObject metadata(SessionReference reference, Commitment commitment) {
    List<JsonValue> obligations = new ArrayList<>();
    for (Obligation each : commitment.obligations()) {
      obligations.add(
          JsonObject.EMPTY
              .with("debtor", each.debtor().text())
              .with("status", each.status().name()));
    }
    return reference
        .json()
        .with(
            "commitment",
            JsonObject.of(
                "status",
                new JsonString(commitment.status().name()),
                "obligations",
                JsonArray.of(obligations)));
  }

  /// What becomes of the task.
  static Tie.Change change(SessionReference reference, Commitment commitment, AgentUri debtor) {
    List<ObligationStatus> ours =
        commitment.obligations().stream()
            .filter(each -> each.debtor().equals(debtor))
            .map(Obligation::status)
            .toList();
    JsonObject metadata = metadata(reference, commitment);
    return state(commitment.status(), ours)
        .map(state -> new Tie.Change(Optional.of(state), words(state), metadata))
        .orElseGet(() -> new Tie.Change(Optional.empty(), "", metadata));
  }

  /// Where a commitment puts a task that has not ended, by what the agent that works owes.
  static Optional<TaskState> state(CommitmentStatus commitment, List<ObligationStatus> ours) {
    if (ours.contains(ObligationStatus.BREACHED)) {
      return Optional.of(TaskState.FAILED);
    }
    return switch (commitment) {
      case ACTIVE, SETTLED -> ended(ours);
      case AMENDED, WITHDRAWN, LAPSED -> Optional.of(TaskState.CANCELED);
      case REJECTED -> Optional.of(TaskState.REJECTED);
      case PROPOSED -> Optional.empty();
    };
  }

  private static Optional<TaskState> ended(List<ObligationStatus> ours) {
    if (!ours.stream().allMatch(ObligationStatus::ended)) {
      return Optional.empty();
    }
    return Optional.of(
        ours.contains(ObligationStatus.FULFILLED) ? TaskState.COMPLETED : TaskState.CANCELED);
  }

  private static String words(TaskState state) {
    return switch (state) {
      case COMPLETED -> "the commitment is fulfilled";
      case FAILED -> "the commitment was broken";
      case CANCELED -> "nothing is owed under the commitment any more";
      case REJECTED -> "the commitment was declined";
      case SUBMITTED, WORKING, INPUT_REQUIRED, AUTH_REQUIRED -> "";
    };
  }
}
