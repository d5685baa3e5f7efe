package dev.parley.core.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/// An address on the web that a peer states and others will call: `https`, or `http` on the same
/// machine, which is for development. No user, no fragment, no blanks.
///
/// @param text the address
public record WebAddress(String text) {
  /// The longest address, in characters.
  public static final int MAX_LENGTH = 2048;

  private static final String REST = "(?::[0-9]{1,5})?(?:[/?][A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|http://(?:127\\.0\\.0\\.1|localhost|\\[::1\\]))"
              + REST);

  /// Reads an address that a peer has written.
  ///
  /// @param text any text
  /// @return nothing if it is none of this form
  public static Optional<WebAddress> parse(String text) {
    return text.length() <= MAX_LENGTH && FORM.matcher(text).matches()
        ? Optional.of(new WebAddress(text))
        : Optional.empty();
  }

  /// The address.
  @Override
  public String toString() {
    return text;
  }
}
