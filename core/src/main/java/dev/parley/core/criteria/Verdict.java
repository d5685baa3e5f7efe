package dev.parley.core.criteria;

/// What acceptance criteria say about a claim.
public sealed interface Verdict {

  /// All that was agreed is shown.
  record Met() implements Verdict {}

  /// Something that was agreed is not shown. The first such thing, in the order of the criteria, or
  /// of the schema's members in canonical form.
  ///
  /// @param criterion where it stands in `acceptance` (RFC 6901); empty for the whole
  /// @param path where the evidence differs (RFC 6901); empty for the whole
  /// @param expected what was agreed, for people
  /// @param found what was shown, for people
  record NotMet(String criterion, String path, String expected, String found) implements Verdict {

    /// The same fault, seen from further out.
    NotMet inside(String criteria, String evidence) {
      return new NotMet(criteria + criterion, evidence + path, expected, found);
    }
  }

  /// Criteria cannot say anything here.
  ///
  /// @param why why not
  record Undecidable(Why why) implements Verdict {

    /// Why criteria say nothing.
    public enum Why {
      /// The obligation has no `acceptance`.
      NOTHING_AGREED,
      /// There is no claim to look at: then the deadline decides, not the criteria.
      NOTHING_CLAIMED
    }
  }
}
