package dev.parley.console.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Somebody who is signed in.
///
/// @param person who
/// @param formToken what every form of this person carries: a page of somebody else does not know
///   it
public record SignedIn(Person person, String formToken) {

  /// Whether a form is one of this person's.
  ///
  /// @param token what it carries
  /// @return true if so
  public boolean owns(@Nullable String token) {
    return token != null
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8), formToken.getBytes(StandardCharsets.UTF_8));
  }

  /// Does not show the token.
  @Override
  public String toString() {
    return person.toString();
  }
}
