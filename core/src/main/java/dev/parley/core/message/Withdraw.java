package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.wire.Members;
import java.util.Optional;

/// WITHDRAW: takes back something of one's own, or leaves (protocol section 5).
///
/// @param what what is taken back
public record Withdraw(What what) implements Message {

  /// What can be taken back.
  public sealed interface What {
    /// One's own proposal.
    ///
    /// @param proposalId its id
    record OfProposal(String proposalId) implements What {}

    /// One's own commitment, before its first ACCEPT.
    ///
    /// @param commitmentId its id
    record OfCommitment(String commitmentId) implements What {}

    /// A delegation; later messages of the delegate are without authority.
    ///
    /// @param delegationId its id
    record OfDelegation(String delegationId) implements What {}

    /// One's own participation: the sender leaves.
    record OfParticipation() implements What {}
  }

  @Override
  public Performative performative() {
    return Performative.WITHDRAW;
  }

  static Decoded<Message> read(Members in) {
    Optional<What> what = Optional.empty();
    int named = 0;
    for (String member : new String[] {"proposalId", "commitmentId", "delegationId"}) {
      Optional<String> id = in.optionalId(member);
      if (id.isPresent()) {
        named++;
        what =
            Optional.of(
                switch (member) {
                  case "proposalId" -> new What.OfProposal(id.get());
                  case "commitmentId" -> new What.OfCommitment(id.get());
                  default -> new What.OfDelegation(id.get());
                });
      }
    }
    if (in.flag("participation")) {
      named++;
      what = Optional.of(new What.OfParticipation());
    }
    if (named != 1) {
      in.wrong(
          "proposalId", "or commitmentId, delegationId, participation is required: exactly one");
    }
    Optional<What> chosen = what;
    return in.result(() -> new Withdraw(chosen.orElseThrow()));
  }
}
