package dev.parley.mcp;

import dev.parley.client.Received;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Message;
import dev.parley.core.message.Money;
import dev.parley.core.message.Performative;
import dev.parley.core.session.Bodies;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Stake;
import dev.parley.core.session.Talk;
import java.util.Optional;

/// What a person is asked to approve: exactly what would be signed, with its hash, and for an
/// ACCEPT exactly what it accepts. Letters that nobody can see are written as their numbers, so
/// that what is read is what is there.
final class Question {
  /// What is longer cannot be read in a form; then an authority decides.
  static final int MAX_LENGTH = 12_000;

  private Question() {}

  /// Puts the question.
  ///
  /// @return nothing if it is too long to be shown whole
  static Optional<String> about(
      Session session, AgentUri self, Utterance planned, String objection) {
    StringBuilder text = new StringBuilder();
    Talk talk = session.state().said().orElseThrow();
    text.append("May ").append(self).append(" say this in its principal's name?\n\n");
    text.append(planned.performative()).append(" in session ").append(session.id()).append('\n');
    for (AgentUri other : talk.principals()) {
      if (!other.equals(self)) {
        text.append("with ").append(other).append('\n');
      }
    }
    stake(talk, planned)
        .ifPresent(
            worth ->
                text.append("worth ")
                    .append(worth.amount().toPlainString())
                    .append(' ')
                    .append(worth.currency())
                    .append('\n'));
    text.append("It has to be approved: ").append(visible(objection)).append("\n\n");
    text.append("Exactly this would be signed, ")
        .append(Bodies.hash(planned.body()))
        .append(":\n")
        .append(visible(CanonicalJson.text(planned.body())))
        .append('\n');
    accepted(session, talk, planned)
        .ifPresent(
            message ->
                text.append("\nIt accepts this, worded by ")
                    .append(message.sender())
                    .append(", ")
                    .append(message.hash())
                    .append(":\n")
                    .append(visible(CanonicalJson.text(message.body())))
                    .append('\n'));
    return text.length() <= MAX_LENGTH ? Optional.of(text.toString()) : Optional.empty();
  }

  private static Optional<Money> stake(Talk talk, Utterance planned) {
    if (!(Message.decode(planned.performative(), planned.body())
        instanceof Decoded.Valid<Message>(Message message))) {
      return Optional.empty();
    }
    if (message instanceof Accept accept
        && talk.matters().get(accept.reference().id()) instanceof Matter.Proposal offer
        && Message.decode(
                Performative.COMMIT, offer.terms().object("commitment").orElse(offer.terms()))
            instanceof Decoded.Valid<Message>(Commit commit)) {
      return Stake.of(commit);
    }
    return Stake.of(talk, planned.body());
  }

  private static Optional<Received> accepted(Session session, Talk talk, Utterance planned) {
    return Message.decode(planned.performative(), planned.body())
            instanceof Decoded.Valid<Message>(Accept accept)
        ? Optional.ofNullable(talk.matters().get(accept.reference().id()))
            .map(matter -> session.history().get((int) matter.origin().position()))
        : Optional.empty();
  }

  /// The same text with all that cannot be seen written out.
  static String visible(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    out.append("\\u{").append(Integer.toHexString(c)).append('}');
                default -> out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
