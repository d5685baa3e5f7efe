package dev.parley.client.negotiation;

import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.wire.Members;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a scenario strictly: unknown members, open ends and values without evaluation are refused.
/// For one reading.
final class ScenarioReader {
  static final int MOST_ISSUES = 12;
  static final int MOST_WORDS = 64;
  static final int MOST_NUMBERS = 10_000;
  static final int LONGEST_NAME = 64;
  private static final int FULL_WEIGHT = 100;
  private static final int BEST = 1_000;

  private final JsonObject object;
  private final Members in;

  ScenarioReader(JsonObject object) {
    this.object = object;
    this.in = Members.of(object, "");
  }

  /// The file of somebody who knows both sides.
  Decoded<Scenario> read() {
    String about = about();
    Domain domain = domain();
    List<Profile> profiles = profiles(domain, 2);
    return in.result(() -> new Scenario(domain, about, profiles.getFirst(), profiles.getLast()));
  }

  /// The file of one side.
  Decoded<Preferences> readOne() {
    about();
    Domain domain = domain();
    List<Profile> profiles = profiles(domain, 1);
    return in.result(() -> Preferences.of(domain, profiles.getFirst()));
  }

  private String about() {
    only(in, "", object, Set.of("format", "name", "about", "issues", "profiles"));
    if (!in.text("format").equals(Scenario.FORMAT)) {
      in.wrong("format", "has to be " + Scenario.FORMAT);
    }
    return in.text("about");
  }

  private Domain domain() {
    return new Domain(name(in, "name"), issues());
  }

  private List<Profile> profiles(Domain domain, int count) {
    List<Profile> profiles = new ArrayList<>();
    List<JsonValue> given = object.array("profiles").orElse(JsonArray.EMPTY).values();
    if (given.size() != count) {
      in.wrong("profiles", "has to be a list of " + count);
      return profiles;
    }
    for (int i = 0; i < count; i++) {
      profiles.add(profile(domain, given.get(i), "profiles/" + i));
    }
    return profiles;
  }

  private static String name(Members in, String member) {
    String name = in.text(member);
    if (name.length() > LONGEST_NAME) {
      in.wrong(member, "at most " + LONGEST_NAME + " characters");
    }
    return name;
  }

  private static void only(Members in, String at, JsonObject object, Set<String> known) {
    for (String name : object.names()) {
      if (!known.contains(name)) {
        in.wrong(at + name, "is not known");
      }
    }
  }

  private List<Issue> issues() {
    List<JsonValue> given = object.array("issues").orElse(JsonArray.EMPTY).values();
    if (given.isEmpty() || given.size() > MOST_ISSUES) {
      in.wrong("issues", "has to be a list of 1 to " + MOST_ISSUES);
      return List.of();
    }
    List<Issue> out = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long outcomes = 1;
    for (int i = 0; i < given.size(); i++) {
      String at = "issues/" + i;
      if (!(given.get(i) instanceof JsonObject json)) {
        in.wrong(at, "has to be an object");
        return List.of();
      }
      Issue issue = json.has("values") ? choice(json, at) : span(json, at);
      if (!names.add(issue.name())) {
        in.wrong(at + "/name", "is there twice");
      }
      outcomes = Math.min(outcomes * issue.size(), Integer.MAX_VALUE);
      out.add(issue);
    }
    if (outcomes > Domain.MOST_OUTCOMES) {
      in.wrong("issues", "at most " + Domain.MOST_OUTCOMES + " outcomes");
      return List.of();
    }
    return out;
  }

  private Issue choice(JsonObject json, String at) {
    only(in, at + "/", json, Set.of("name", "values"));
    List<String> words = new ArrayList<>();
    for (JsonValue each : json.array("values").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonString(String word)
          && !word.isEmpty()
          && word.length() <= LONGEST_NAME
          && !words.contains(word)) {
        words.add(word);
      } else {
        in.wrong(at + "/values", "has to be different words of at most " + LONGEST_NAME);
      }
    }
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      in.wrong(at + "/values", "has to be a list of 1 to " + MOST_WORDS);
    }
    return new Issue.Choice(issueName(json, at), words.isEmpty() ? List.of("") : words);
  }

  private Issue span(JsonObject json, String at) {
    only(in, at + "/", json, Set.of("name", "from", "to"));
    int from = whole(json, "from", at, -Domain.MOST_OUTCOMES, Domain.MOST_OUTCOMES);
    int to = whole(json, "to", at, -Domain.MOST_OUTCOMES, Domain.MOST_OUTCOMES);
    if (to < from || to - from >= MOST_NUMBERS) {
      in.wrong(at + "/to", "has to be from, or at most " + (MOST_NUMBERS - 1) + " above it");
      to = from;
    }
    return new Issue.Span(issueName(json, at), from, to);
  }

  private String issueName(JsonObject json, String at) {
    Optional<String> name =
        json.string("name").filter(n -> !n.isEmpty() && n.length() <= LONGEST_NAME);
    if (name.isEmpty()) {
      in.wrong(at + "/name", "has to be a text of 1 to " + LONGEST_NAME + " characters");
    }
    return name.orElse("");
  }

  private int whole(JsonObject json, String member, String at, int least, int most) {
    if (json.get(member) instanceof JsonNumber number
        && number.isIntegral()
        && number.asLong() >= least
        && number.asLong() <= most) {
      return (int) number.asLong();
    }
    in.wrong(at + "/" + member, "has to be a whole number from " + least + " to " + most);
    return least;
  }

  private Profile profile(Domain domain, JsonValue value, String at) {
    if (!(value instanceof JsonObject json)) {
      in.wrong(at, "has to be an object");
      return new Profile("", 0, List.of(), List.of());
    }
    only(in, at + "/", json, Set.of("party", "reservation", "weights", "evaluations"));
    Optional<String> party =
        json.string("party").filter(p -> !p.isEmpty() && p.length() <= LONGEST_NAME);
    if (party.isEmpty()) {
      in.wrong(at + "/party", "has to be a text of 1 to " + LONGEST_NAME + " characters");
    }
    int reservation = whole(json, "reservation", at, 0, Profile.WHOLE);
    JsonObject weights = inside(domain, json, "weights", at);
    JsonObject evaluations = inside(domain, json, "evaluations", at);
    List<Integer> weighed = new ArrayList<>();
    List<List<Integer>> valued = new ArrayList<>();
    int sum = 0;
    int best = 0;
    for (Issue issue : domain.issues()) {
      int weight = whole(weights, issue.name(), at + "/weights", 0, FULL_WEIGHT);
      List<Integer> values = evaluations(issue, evaluations, at + "/evaluations");
      sum += weight;
      best += weight * values.stream().mapToInt(Integer::intValue).max().orElse(0);
      weighed.add(weight);
      valued.add(values);
    }
    if (sum != FULL_WEIGHT) {
      in.wrong(at + "/weights", "have to sum up to " + FULL_WEIGHT);
    }
    if (best <= reservation) {
      in.wrong(at + "/reservation", "has to be below the utility of the best outcome");
    }
    return new Profile(party.orElse(""), reservation, weighed, valued);
  }

  private JsonObject inside(Domain domain, JsonObject json, String member, String at) {
    Optional<JsonObject> inner = json.object(member);
    if (inner.isEmpty()) {
      in.wrong(at + "/" + member, "has to be an object");
      return JsonObject.EMPTY;
    }
    Set<String> names = new HashSet<>();
    domain.issues().forEach(issue -> names.add(issue.name()));
    only(in, at + "/" + member + "/", inner.get(), names);
    return inner.get();
  }

  private List<Integer> evaluations(Issue issue, JsonObject all, String at) {
    JsonObject json = all.object(issue.name()).orElse(JsonObject.EMPTY);
    String here = at + "/" + issue.name();
    return switch (issue) {
      case Issue.Choice choice -> {
        only(in, here + "/", json, Set.copyOf(choice.values()));
        yield choice.values().stream().map(word -> whole(json, word, here, 0, BEST)).toList();
      }
      case Issue.Span span -> {
        only(in, here + "/", json, Set.of("from", "to"));
        yield between(
            whole(json, "from", here, 0, BEST), whole(json, "to", here, 0, BEST), span.size());
      }
    };
  }

  /// The evaluations on a straight line, to the nearest whole number, a half upwards.
  static List<Integer> between(int first, int last, int count) {
    List<Integer> out = new ArrayList<>();
    long steps = Math.max(1, count - 1);
    for (int i = 0; i < count; i++) {
      long sum = first * (steps - i) + (long) last * i;
      out.add((int) ((2 * sum + steps) / (2 * steps)));
    }
    return List.copyOf(out);
  }
}
