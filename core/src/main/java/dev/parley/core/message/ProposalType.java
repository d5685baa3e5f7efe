package dev.parley.core.message;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a proposal is about: one of the four published types or a URN (protocol section 5).
///
/// @param wire the text on the wire
public record ProposalType(String wire) {
  /// An invitation to a session.
  public static final ProposalType SESSION_INVITATION = new ProposalType("session-invitation");

  /// An agreement on a service.
  public static final ProposalType SERVICE_AGREEMENT = new ProposalType("service-agreement");

  /// An exchange of data.
  public static final ProposalType DATA_EXCHANGE = new ProposalType("data-exchange");

  /// An allocation of resources.
  public static final ProposalType RESOURCE_ALLOCATION = new ProposalType("resource-allocation");

  /// A change of the rule by which votes are counted.
  public static final ProposalType SESSION_RULE = new ProposalType("urn:asp:session-rule");

  private static final Pattern URN =
      Pattern.compile("urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:[!-~]{1,200}");

  /// Reads a type from outside.
  ///
  /// @param text any text
  /// @return the type, or nothing if it is neither published nor a URN
  public static Optional<ProposalType> parse(String text) {
    ProposalType type = new ProposalType(text);
    boolean published =
        type.equals(SESSION_INVITATION)
            || type.equals(SERVICE_AGREEMENT)
            || type.equals(DATA_EXCHANGE)
            || type.equals(RESOURCE_ALLOCATION);
    return published || URN.matcher(text).matches() ? Optional.of(type) : Optional.empty();
  }
}
