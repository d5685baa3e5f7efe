package dev.parley.console.words;

import dev.parley.core.trust.Evidence;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a piece of evidence says about its agent. Stateless.
public final class EvidenceWords {
  private EvidenceWords() {}

  /// How a piece speaks for an agent.
  public enum Mood {
    /// For it.
    GOOD,
    /// Against it.
    BAD,
    /// Neither.
    PLAIN;

    /// The class of its mark.
    ///
    /// @return in lower case
    public String look() {
      return Plain.word(name());
    }
  }

  /// The sentence, whose subject is the agent.
  ///
  /// @param evidence the piece
  /// @return without the agent and without a full stop
  public static String sentence(Evidence evidence) {
    return switch (evidence) {
      case Evidence.SessionEnded session ->
          switch (session.course()) {
                case COMPLETED -> "completed a session";
                case AT_FAULT -> "was at fault when a session failed";
                case BLAMELESS -> "was not at fault when a session failed";
              }
              + inTime(session)
              + backed(session.backing());
      case Evidence.ObligationEnded obligation ->
          (obligation.kept() ? "kept" : "broke")
              + " an obligation"
              + worth(obligation.value())
              + backed(obligation.backing());
      case Evidence.PaymentEnded payment ->
          payment.kept()
              ? "paid as agreed" + amount(payment.value())
              : "did not pay as agreed" + amount(payment.value());
      case Evidence.RatingRevealed rating ->
          "was rated " + rating.points() + " of 100" + backed(rating.backing());
      case Evidence.Endorsement endorsement ->
          switch (endorsement.support()) {
            case GIVEN -> "was endorsed";
            case WITHDRAWN -> "lost an endorsement";
          };
      case Evidence.Breach breach ->
          "was found in breach, severity "
              + breach.severity()
              + (breach.value() == 0 ? "" : ", in a deal" + worth(breach.value()))
              + (breach.selfReported() ? ", which it had said itself" : "")
              + (breach.forgiven() ? ", forgiven since" : "");
    };
  }

  private static String inTime(Evidence.SessionEnded session) {
    return session.due() == 0
        ? ""
        : ", " + session.inTime() + " of " + session.due() + " acts in time";
  }

  private static String backed(Evidence.Backing backing) {
    return switch (backing) {
      case ESCROWED -> ", with escrow";
      case FREE -> "";
    };
  }

  private static String worth(long hundredths) {
    return hundredths == 0 ? "" : " worth" + amount(hundredths);
  }

  private static String amount(long hundredths) {
    return hundredths == 0 ? "" : " " + BigDecimal.valueOf(hundredths, 2).toPlainString();
  }

  /// How it speaks for the agent.
  ///
  /// @param evidence the piece
  /// @return for it, against it, or neither
  public static Mood mood(Evidence evidence) {
    return switch (evidence) {
      case Evidence.SessionEnded session ->
          switch (session.course()) {
            case COMPLETED -> Mood.GOOD;
            case AT_FAULT -> Mood.BAD;
            case BLAMELESS -> Mood.PLAIN;
          };
      case Evidence.ObligationEnded obligation -> obligation.kept() ? Mood.GOOD : Mood.BAD;
      case Evidence.PaymentEnded payment -> payment.kept() ? Mood.GOOD : Mood.BAD;
      case Evidence.RatingRevealed _ -> Mood.PLAIN;
      case Evidence.Endorsement endorsement ->
          switch (endorsement.support()) {
            case GIVEN -> Mood.GOOD;
            case WITHDRAWN -> Mood.PLAIN;
          };
      case Evidence.Breach breach -> breach.forgiven() ? Mood.PLAIN : Mood.BAD;
    };
  }

  /// What several pieces say together.
  ///
  /// @param pieces the pieces
  /// @return each kind once, with how often it came
  public static String together(Collection<Evidence> pieces) {
    Map<String, Integer> counts = new TreeMap<>();
    pieces.forEach(piece -> counts.merge(brief(piece), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(e -> e.getValue() == 1 ? e.getKey() : e.getKey() + " ×\u00a0" + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String brief(Evidence evidence) {
    return switch (evidence) {
      case Evidence.SessionEnded session ->
          switch (session.course()) {
            case COMPLETED -> "session completed";
            case AT_FAULT -> "session failed by its fault";
            case BLAMELESS -> "session failed, not by its fault";
          };
      case Evidence.ObligationEnded obligation ->
          obligation.kept() ? "obligation kept" : "obligation broken";
      case Evidence.PaymentEnded payment -> payment.kept() ? "paid as agreed" : "not paid";
      case Evidence.RatingRevealed rating -> "rated " + rating.points();
      case Evidence.Endorsement endorsement ->
          switch (endorsement.support()) {
            case GIVEN -> "endorsed";
            case WITHDRAWN -> "endorsement taken back";
          };
      case Evidence.Breach breach -> "verdict of breach, severity " + breach.severity();
    };
  }
}
