package dev.parley.core.dispute;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.Hash;
import java.util.List;

/// What the rule behind a cell of the table says.
sealed interface Progress {

  /// Let it be.
  record Granted(Dispute next, List<DisputeEffect> effects) implements Progress {}

  /// Do not.
  record Denied(Refusal refusal) implements Progress {}

  static Progress to(Dispute next, DisputeEffect... effects) {
    return new Granted(next, List.of(effects));
  }

  static Progress denied(ErrorCode code, String why) {
    return new Denied(code.because(why));
  }

  static Refusal conflict(Hash head, long nextPosition) {
    return ErrorCode.CHAIN_CONFLICT
        .because("the record does not follow the head")
        .with("head", head.text())
        .with("nextPosition", nextPosition);
  }
}
