package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.identity.Hash;
import dev.parley.core.wire.Members;
import java.util.Optional;

/// ACCEPT: agrees to exactly what is referenced (protocol section 5).
///
/// @param reference what is accepted
/// @param acceptedHash `integrity.hash` of the message accepted; checked if present
public record Accept(Reference reference, Optional<Hash> acceptedHash) implements Message {

  @Override
  public Performative performative() {
    return Performative.ACCEPT;
  }

  static Decoded<Message> read(Members in) {
    Reference reference = Reference.read(in);
    Optional<Hash> acceptedHash = in.optionalHash("acceptedHash");
    return in.result(() -> new Accept(reference, acceptedHash));
  }
}
