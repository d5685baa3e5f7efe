package dev.parley.server.ledger;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.util.List;

/// What an audit found.
///
/// @param sessions how many sessions were replayed
/// @param bookings how many bookings were read
/// @param transfers how many lines the ledger has
/// @param holds how many holds the ledger has
/// @param findings what does not agree, at most [#FINDINGS_MAX]
public record AuditReport(
    long sessions, long bookings, long transfers, long holds, List<String> findings) {
  /// No more findings than these are listed.
  public static final int FINDINGS_MAX = 100;

  /// Copies the list.
  public AuditReport {
    findings = List.copyOf(findings);
  }

  /// Whether everything agrees.
  ///
  /// @return true without findings
  public boolean agrees() {
    return findings.isEmpty();
  }

  /// The report as the API shows it.
  ///
  /// @return a new object
  public JsonObject json() {
    return JsonObject.builder()
        .put("agrees", agrees())
        .put("sessions", sessions)
        .put("bookings", bookings)
        .put("transfers", transfers)
        .put("holds", holds)
        .put("findings", JsonArray.ofStrings(findings))
        .build();
  }
}
