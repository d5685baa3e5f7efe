package dev.parley.core.rating;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.trust.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What trust learns when a rating is revealed (protocol section 10, RQ).
public final class RatingEvidence {
  private static final int POINTS = 25;

  private RatingEvidence() {}

  /// One piece for each peer, in the order of the record.
  ///
  /// @param window the window of the session
  /// @param rating a rating that was taken in it
  /// @param revealedAt when it was revealed
  /// @return pieces about the peers; 1 to 5 are 0, 25, 50, 75 and 100 points
  public static List<Evidence> of(RatingWindow window, Rating rating, Instant revealedAt) {
    List<Evidence> out = new ArrayList<>();
    List<AgentUri> backed = window.backed().getOrDefault(rating.by(), List.of());
    for (Rating.Peer peer : rating.peers()) {
      out.add(
          new Evidence.RatingRevealed(
              new Evidence.Origin(
                  Evidence.hash(rating.hash(), out.size()),
                  revealedAt,
                  peer.agent(),
                  rating.by(),
                  ""),
              POINTS * (peer.rating() - Rating.WORST),
              backed.contains(peer.agent()) ? Evidence.Backing.ESCROWED : Evidence.Backing.FREE));
    }
    return List.copyOf(out);
  }
}
