package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.wire.Members;
import java.util.Optional;

/// CLARIFY: asks back about something or explains it (protocol section 5).
///
/// @param referenceId what it is about
/// @param question a question, if there is one
/// @param answer an answer, if there is one; at least one of the two is there
public record Clarify(String referenceId, Optional<String> question, Optional<String> answer)
    implements Message {

  @Override
  public Performative performative() {
    return Performative.CLARIFY;
  }

  static Decoded<Message> read(Members in) {
    String reference = in.id("referenceId");
    Optional<String> question = in.optionalText("question");
    Optional<String> answer = in.optionalText("answer");
    if (question.isEmpty() && answer.isEmpty()) {
      in.wrong("question", "or answer is required");
    }
    return in.result(() -> new Clarify(reference, question, answer));
  }
}
