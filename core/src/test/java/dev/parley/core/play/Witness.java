package dev.parley.core.play;

import static dev.parley.core.play.Invariants.require;

import dev.parley.core.Conversation;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.identity.Hash;
import dev.parley.core.session.Effect;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.trust.Evidence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What has to hold of the evidence after every accepted message: as many obligations were kept as
/// the commitments say, nobody is evidence about himself, no piece comes twice, and how a session
/// went is said once, when it ends.
final class Witness {
  private final Set<Hash> hashes = new HashSet<>();
  private long kept;

  void accepted(Conversation.Delivered delivered) {
    Talk talk = delivered.after().said().orElseThrow();
    List<Evidence> pieces =
        delivered.effects().stream()
            .filter(Effect.EvidenceArose.class::isInstance)
            .flatMap(effect -> ((Effect.EvidenceArose) effect).evidence().stream())
            .toList();
    for (Evidence piece : pieces) {
      Evidence.Origin origin = piece.origin();
      require(hashes.add(origin.hash()), "%s came twice", piece);
      require(origin.at().equals(delivered.acceptedAt()), "%s is of another time", piece);
      require(principal(talk, origin), "%s is about who is no principal", piece);
      require(Evidence.decode(piece.json(), origin.subject()).orThrow().equals(piece), "%s", piece);
      switch (piece) {
        case Evidence.ObligationEnded ended -> {
          require(ended.kept(), "%s before any dispute", piece);
          kept++;
        }
        case Evidence.PaymentEnded paid -> require(paid.kept() && paid.value() > 0, "%s", piece);
        case Evidence.SessionEnded _ ->
            require(delivered.after() instanceof SessionState.Ended, "%s too early", piece);
        case Evidence.RatingRevealed _, Evidence.Endorsement _, Evidence.Breach _ ->
            require(false, "%s out of a session", piece);
      }
    }
    long fulfilled =
        talk.promises().all().stream()
            .map(Commitment::obligations)
            .flatMap(List::stream)
            .map(Obligation::status)
            .filter(status -> status == ObligationStatus.FULFILLED)
            .count();
    require(kept == fulfilled, "%s kept, %s fulfilled", kept, fulfilled);
  }

  private static boolean principal(Talk talk, Evidence.Origin origin) {
    return talk.participant(origin.subject())
            .filter(p -> p.agent().equals(p.principal()))
            .isPresent()
        && talk.participant(origin.counterparty()).isPresent()
        && !origin.subject().equals(talk.steward());
  }
}
