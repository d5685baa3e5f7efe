package dev.parley.cli.scenarios;

/// What a step says of a message beside who says what. Texts are those of the script: names in them
/// still stand for values.
sealed interface Clause {
  /// Gives the message a name, by which later steps speak of it.
  record Name(String name) implements Clause {}

  /// What is special about how it is sent.
  sealed interface Sending extends Clause {
    /// It is sent to another session.
    record For(String session) implements Sending {}

    /// Somebody else presents it to the node.
    record By(String who) implements Sending {}
  }

  /// What is special about the message before it is signed.
  sealed interface Writing extends Clause {
    /// It has a recipient.
    record To(String recipient) implements Writing {}

    /// A member has this value.
    record Put(String pointer, String json) implements Writing {}

    /// A member is absent.
    record Drop(String pointer) implements Writing {}

    /// The proof of possession claims something else.
    record Claim(String claim, String text) implements Writing {}

    /// Somebody else's key signs it.
    record SignedBy(String who) implements Writing {}

    /// Somebody else's key makes the proof.
    record ProvedBy(String who) implements Writing {}
  }

  /// What happens to the message after it was signed.
  sealed interface Damage extends Clause {
    /// A member gets another value.
    record Alter(String pointer, String json) implements Damage {}

    /// The last hexadecimal digit of a member becomes another one.
    record Flip(String pointer) implements Damage {}

    /// The body grows by so many bytes.
    record Pad(int bytes) implements Damage {}

    /// Only the first half arrives.
    record Cut() implements Damage {}

    /// A member stands there twice.
    record Twice(String member) implements Damage {}

    /// Something else arrives: a JSON value, or nothing at all when the text is empty.
    record Instead(String json) implements Damage {}
  }
}
