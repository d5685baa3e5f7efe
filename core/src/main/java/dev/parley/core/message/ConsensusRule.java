package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.wire.Members;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// How three or more principals decide together (protocol section 8, consensus transitions): an
/// invitation's `consensus`. Immutable.
///
/// @param needed what it takes to pass
/// @param veto the organisations that have to have spoken, and none of which may say no
public record ConsensusRule(Needed needed, Set<String> veto) {
  /// The rule of an invitation that names none.
  public static final ConsensusRule DEFAULT = new ConsensusRule(new Needed.Unanimous(), Set.of());

  /// The most organisations that a rule names.
  public static final int MAX_ORGANISATIONS = 50;

  /// The largest weight of an organisation.
  public static final int MAX_WEIGHT = 1_000_000;

  /// Copies, in order.
  public ConsensusRule {
    veto = Collections.unmodifiableSet(new TreeSet<>(veto));
  }

  /// What it takes.
  public sealed interface Needed {
    /// Everybody.
    record Unanimous() implements Needed {}

    /// More than half.
    record Majority() implements Needed {}

    /// A share of the organisations.
    ///
    /// @param share the least
    record Quorum(Fraction share) implements Needed {}

    /// A share of the weight; who is not named has none.
    ///
    /// @param weights by organisation, 0 to [#MAX_WEIGHT]
    /// @param share the least
    record Weighted(SortedMap<String, Integer> weights, Fraction share) implements Needed {
      /// Copies.
      public Weighted {
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
      }
    }
  }

  /// How much an organisation's vote weighs.
  ///
  /// @param organisation its id
  /// @return 1 unless votes are weighted
  public int weight(String organisation) {
    return switch (needed) {
      case Needed.Unanimous(), Needed.Majority(), Needed.Quorum _ -> 1;
      case Needed.Weighted(SortedMap<String, Integer> weights, _) ->
          weights.getOrDefault(organisation, 0);
    };
  }

  /// Whether the votes for something are enough. Without any weight nothing ever is.
  ///
  /// @param yes the weight of those for it
  /// @param all the weight of all who may vote
  /// @return true if so
  public boolean passes(long yes, long all) {
    return yes > 0
        && switch (needed) {
          case Needed.Unanimous() -> yes == all;
          case Needed.Majority() -> 2 * yes > all;
          case Needed.Quorum(Fraction share) -> share.reachedBy(yes, all);
          case Needed.Weighted(_, Fraction share) -> share.reachedBy(yes, all);
        };
  }

  /// Reads a rule from outside: `"unanimous"`, `"majority"`, or an object with exactly one of
  /// `rule` (one of these words), `quorum`, `weighted` (with `threshold`), and `veto` if any.
  ///
  /// @param value the member `consensus`
  /// @param pointer where it stands
  /// @return the rule, or `malformed`
  public static Decoded<ConsensusRule> decode(JsonValue value, String pointer) {
    if (value instanceof JsonString(String word)) {
      return word(word)
          .map(needed -> Decoded.valid(new ConsensusRule(needed, Set.of())))
          .orElseGet(() -> wrong(pointer));
    }
    return value instanceof JsonObject object
        ? object(Members.of(object, pointer))
        : wrong(pointer);
  }

  private static Decoded<ConsensusRule> wrong(String pointer) {
    return Decoded.refused(
        ErrorCode.MALFORMED.because(pointer + " has to be unanimous, majority or an object"));
  }

  private static Optional<Needed> word(String word) {
    return switch (word) {
      case "unanimous" -> Optional.of(new Needed.Unanimous());
      case "majority" -> Optional.of(new Needed.Majority());
      default -> Optional.empty();
    };
  }

  private static Decoded<ConsensusRule> object(Members in) {
    long forms = Stream.of("rule", "quorum", "weighted").filter(in::has).count();
    if (forms != 1) {
      in.wrong("rule", "or quorum or weighted: exactly one");
    }
    Needed needed = new Needed.Unanimous();
    if (in.has("weighted")) {
      needed = new Needed.Weighted(weights(in), fraction(in, "threshold"));
    } else if (in.has("quorum")) {
      needed = new Needed.Quorum(fraction(in, "quorum"));
    } else if (forms == 1) {
      Optional<Needed> word = word(in.text("rule"));
      if (word.isEmpty()) {
        in.wrong("rule", "has to be unanimous or majority");
      }
      needed = word.orElse(needed);
    }
    Needed read = needed;
    Set<String> veto = Set.copyOf(in.texts("veto", MAX_ORGANISATIONS));
    return in.result(() -> new ConsensusRule(read, veto));
  }

  private static Fraction fraction(Members in, String name) {
    Optional<Fraction> share = Fraction.parse(in.text(name));
    if (share.isEmpty()) {
      in.wrong(name, "has to be a share like 2/3, above 0 and at most 1");
    }
    return share.orElse(Fraction.ALL);
  }

  private static SortedMap<String, Integer> weights(Members in) {
    SortedMap<String, Integer> out = new TreeMap<>();
    Members each = in.inside("weighted");
    for (String organisation : in.object("weighted").names()) {
      long weight = each.count(organisation);
      if (weight > MAX_WEIGHT) {
        each.wrong(organisation, "at most " + MAX_WEIGHT);
      }
      out.put(organisation, (int) Math.min(weight, MAX_WEIGHT));
    }
    if (out.isEmpty() || out.size() > MAX_ORGANISATIONS) {
      in.wrong("weighted", "names 1 to " + MAX_ORGANISATIONS + " organisations");
    }
    return out;
  }

  /// The rule as it stands on the wire.
  ///
  /// @return a text or an object
  public JsonValue json() {
    JsonObject object =
        switch (needed) {
          case Needed.Unanimous() -> JsonObject.EMPTY.with("rule", "unanimous");
          case Needed.Majority() -> JsonObject.EMPTY.with("rule", "majority");
          case Needed.Quorum(Fraction share) -> JsonObject.EMPTY.with("quorum", share.toString());
          case Needed.Weighted(SortedMap<String, Integer> weights, Fraction share) -> {
            JsonObject.Builder each = JsonObject.builder();
            weights.forEach(
                (organisation, weight) -> each.put(organisation, JsonNumber.of(weight)));
            yield JsonObject.EMPTY
                .with("weighted", each.build())
                .with("threshold", share.toString());
          }
        };
    return veto.isEmpty()
        ? object
        : object.with("veto", JsonArray.ofStrings(veto.stream().toList()));
  }
}
