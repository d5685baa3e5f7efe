package dev.parley.core.trust;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.wire.Members;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// All that one score is computed from, as a JSON document that anybody can recompute: the agent,
/// the day, what the day's epoch fixed about everybody behind the evidence, and the evidence.
///
/// @param standing what registration and keys say
/// @param epoch the day, with the raters that are named in the evidence
/// @param evidence all pieces about the agent
public record EvidenceDocument(Standing standing, Epoch epoch, List<Evidence> evidence) {
  /// The name and version of the format.
  public static final String FORMAT = "asp-trust-evidence/1";

  /// What a document may cost its reader.
  public static final JsonLimits LIMITS = new JsonLimits(64 << 20, 16, 64);

  private static final int MOST = 1_000_000;
  private static final AgentUri NOBODY = new AgentUri("agent://invalid.example/nobody");

  /// Copies.
  public EvidenceDocument {
    evidence = List.copyOf(evidence);
  }

  /// The score that follows.
  ///
  /// @return the score
  public TrustScore score() {
    return Trust.score(standing, epoch, evidence);
  }

  /// Reads a document from outside.
  ///
  /// @param bytes all of it
  /// @return the document, or why it is none
  public static Decoded<EvidenceDocument> read(byte[] bytes) {
    return switch (StrictJson.read(bytes, LIMITS)) {
      case Parsed.Value(JsonObject json, _) -> decode(json);
      case Parsed.Value _ -> Decoded.refused(ErrorCode.MALFORMED.because("not a JSON object"));
      case Parsed.Malformed fault ->
          Decoded.refused(
              ErrorCode.MALFORMED.because(fault.detail() + " at byte " + fault.offset()));
    };
  }

  /// Reads a document that is JSON already.
  ///
  /// @param json the object
  /// @return the document, or why it is none
  public static Decoded<EvidenceDocument> decode(JsonObject json) {
    Members m = Members.of(json, "");
    mustBe(m, "format", FORMAT);
    mustBe(m, "profileVersion", TrustProfile.VERSION);
    LocalDate asOf = day(m, "asOf");
    Standing standing = standing(m.inside("agent"));
    Members fixed = m.inside("epoch");
    int agents = Math.toIntExact(Math.min(count(fixed, "agents", MOST), MOST));
    Set<AgentUri> named = new HashSet<>();
    List<Rater> raters = new ArrayList<>();
    for (Members entry : fixed.list("raters", MOST)) {
      raters.add(rater(entry));
      if (!named.add(raters.getLast().agent())) {
        entry.wrong("agentId", "is there twice");
      }
    }
    Set<String> hashes = new HashSet<>();
    List<Evidence> evidence = new ArrayList<>();
    for (Members piece : m.list("evidence", MOST)) {
      Evidence read = EvidenceJson.decode(piece, standing.agent());
      if (!hashes.add(read.origin().hash().text())) {
        piece.wrong("hash", "is there twice");
      }
      if (Dossier.dayOf(read.origin().at()) > asOf.toEpochDay()) {
        piece.wrong("at", "is later than asOf");
      }
      evidence.add(read);
    }
    return m.result(
        () ->
            new EvidenceDocument(standing, Epoch.of(asOf.toEpochDay(), agents, raters), evidence));
  }

  private static void mustBe(Members m, String name, String value) {
    if (!m.text(name).equals(value)) {
      m.wrong(name, "has to be " + value);
    }
  }

  private static LocalDate day(Members m, String name) {
    try {
      String text = m.text(name);
      LocalDate day = LocalDate.parse(text);
      if (day.toString().equals(text) && text.length() == 10) {
        return day;
      }
    } catch (DateTimeException notADay) {
      // Said below.
    }
    m.wrong(name, "has to be a day like 2026-01-31");
    return LocalDate.EPOCH;
  }

  /// A whole number within a range.
  static long count(Members m, String name, long most) {
    long count = m.count(name);
    if (count > most) {
      m.wrong(name, "at most " + most);
      return 0;
    }
    return count;
  }

  private static Standing standing(Members m) {
    AgentUri agent = m.agent("agentId", NOBODY);
    int identity = (int) count(m, "identity", 100);
    return new Standing(
        agent,
        m.text("organisation"),
        identity,
        word(m, "custody", Standing.Custody.values()),
        day(m, "keySince"),
        word(m, "chain", Standing.Chain.values()));
  }

  /// One of the words of an enumeration, in lower case with hyphens.
  static <E extends Enum<E>> E word(Members m, String name, E[] words) {
    String text = m.text(name);
    for (E word : words) {
      if (spelt(word).equals(text)) {
        return word;
      }
    }
    m.wrong(name, "has to be one of its words");
    return words[0];
  }

  static String spelt(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Rater rater(Members m) {
    return new Rater(
        m.agent("agentId", NOBODY),
        m.text("organisation"),
        number(m, "t", 1),
        number(m, "spread", MOST),
        number(m, "meanRating", 100),
        (int) count(m, "trustHundredths", 100_00),
        (int) count(m, "effectiveCounterpartiesHundredths", Integer.MAX_VALUE));
  }

  private static double number(Members m, String name, double most) {
    double value = m.optionalNumber(name).map(JsonNumber::value).orElse(-1.0);
    if (value < 0 || value > most) {
      m.wrong(name, "has to be a number from 0 to " + most);
      return 0;
    }
    return value;
  }

  /// The document as JSON.
  ///
  /// @return an object that [#decode] reads
  public JsonObject json() {
    Set<AgentUri> named = new TreeSet<>();
    evidence.forEach(piece -> named.add(piece.origin().counterparty()));
    JsonObject agent =
        JsonObject.builder()
            .put("agentId", standing.agent().text())
            .put("organisation", standing.organisation())
            .put("identity", standing.identity())
            .put("custody", spelt(standing.custody()))
            .put("keySince", standing.keySince().toString())
            .put("chain", spelt(standing.chain()))
            .build();
    JsonObject fixed =
        JsonObject.builder()
            .put("agents", epoch.agents())
            .put("raters", JsonArray.of(named.stream().map(a -> json(epoch.rater(a))).toList()))
            .build();
    return JsonObject.builder()
        .put("format", FORMAT)
        .put("profileVersion", TrustProfile.VERSION)
        .put("asOf", LocalDate.ofEpochDay(epoch.day()).toString())
        .put("agent", agent)
        .put("epoch", fixed)
        .put("evidence", JsonArray.of(evidence.stream().map(EvidenceJson::json).toList()))
        .build();
  }

  private static JsonObject json(Rater rater) {
    return JsonObject.builder()
        .put("agentId", rater.agent().text())
        .put("organisation", rater.organisation())
        .put("t", new JsonNumber(rater.t()))
        .put("spread", new JsonNumber(rater.spread()))
        .put("meanRating", new JsonNumber(rater.meanRating()))
        .put("trustHundredths", rater.trust())
        .put("effectiveCounterpartiesHundredths", rater.effectiveCounterparties())
        .build();
  }
}
