package dev.parley.core.trust;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;

/// Reads and writes one piece of evidence of a document.
final class EvidenceJson {
  private static final int ACTS_MAX = 1_000_000;

  /// The kinds as they are spelt.
  private enum Kind {
    SESSION,
    OBLIGATION,
    PAYMENT,
    RATING,
    ENDORSEMENT,
    BREACH
  }

  private EvidenceJson() {}

  static Evidence decode(Members m, AgentUri subject) {
    Evidence.Origin origin = origin(m, subject);
    return switch (EvidenceDocument.word(m, "kind", Kind.values())) {
      case SESSION -> {
        int due = (int) EvidenceDocument.count(m, "due", ACTS_MAX);
        int inTime = (int) EvidenceDocument.count(m, "inTime", due);
        yield new Evidence.SessionEnded(
            origin,
            EvidenceDocument.word(m, "course", Evidence.Course.values()),
            due,
            inTime,
            backing(m));
      }
      case OBLIGATION -> new Evidence.ObligationEnded(origin, m.flag("kept"), value(m), backing(m));
      case PAYMENT -> new Evidence.PaymentEnded(origin, m.flag("kept"), value(m));
      case RATING ->
          new Evidence.RatingRevealed(
              origin, (int) EvidenceDocument.count(m, "points", 100), backing(m));
      case ENDORSEMENT ->
          new Evidence.Endorsement(
              origin, m.flag("withdrawn") ? Evidence.Support.WITHDRAWN : Evidence.Support.GIVEN);
      case BREACH ->
          new Evidence.Breach(
              origin, severity(m), value(m), m.flag("selfReported"), m.flag("forgiven"));
    };
  }

  private static Evidence.Origin origin(Members m, AgentUri subject) {
    AgentUri other = m.agent("counterparty", AgentUri.steward("invalid.example"));
    if (other.equals(subject)) {
      m.wrong("counterparty", "has to be another agent");
      other = AgentUri.steward("other.example");
    }
    return new Evidence.Origin(
        m.hash("hash"), m.time("at"), subject, other, m.optionalId("capability").orElse(""));
  }

  private static Evidence.Backing backing(Members m) {
    return EvidenceDocument.word(m, "backing", Evidence.Backing.values());
  }

  private static long value(Members m) {
    return EvidenceDocument.count(m, "valueHundredths", Evidence.MAX_VALUE);
  }

  private static int severity(Members m) {
    int severity = (int) EvidenceDocument.count(m, "severity", TrustProfile.SEVERITIES);
    if (severity == 0) {
      m.wrong("severity", "has to be 1 to 5");
    }
    return Math.max(1, severity);
  }

  static JsonObject json(Evidence evidence) {
    JsonObject.Builder out = JsonObject.builder();
    switch (evidence) {
      case Evidence.SessionEnded s ->
          kind(out, Kind.SESSION)
              .put("course", EvidenceDocument.spelt(s.course()))
              .put("due", s.due())
              .put("inTime", s.inTime())
              .put("backing", EvidenceDocument.spelt(s.backing()));
      case Evidence.ObligationEnded o ->
          kind(out, Kind.OBLIGATION)
              .put("kept", o.kept())
              .put("valueHundredths", o.value())
              .put("backing", EvidenceDocument.spelt(o.backing()));
      case Evidence.PaymentEnded p ->
          kind(out, Kind.PAYMENT).put("kept", p.kept()).put("valueHundredths", p.value());
      case Evidence.RatingRevealed r ->
          kind(out, Kind.RATING)
              .put("points", r.points())
              .put("backing", EvidenceDocument.spelt(r.backing()));
      case Evidence.Endorsement e -> {
        kind(out, Kind.ENDORSEMENT);
        switch (e.support()) {
          case GIVEN -> {}
          case WITHDRAWN -> out.put("withdrawn", true);
        }
      }
      case Evidence.Breach b ->
          kind(out, Kind.BREACH)
              .put("severity", b.severity())
              .put("valueHundredths", b.value())
              .put("selfReported", b.selfReported())
              .put("forgiven", b.forgiven());
    }
    Evidence.Origin origin = evidence.origin();
    out.put("hash", origin.hash().text())
        .put("at", Timestamp.format(origin.at()))
        .put("counterparty", origin.counterparty().text());
    if (!origin.capability().isEmpty()) {
      out.put("capability", origin.capability());
    }
    return out.build();
  }

  private static JsonObject.Builder kind(JsonObject.Builder out, Kind kind) {
    return out.put("kind", EvidenceDocument.spelt(kind));
  }
}
