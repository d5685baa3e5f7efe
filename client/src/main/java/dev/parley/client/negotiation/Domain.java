package dev.parley.client.negotiation;

import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.util.List;
import java.util.OptionalInt;

/// What is to be settled, known to both sides. An *outcome* gives each issue one value; outcomes
/// are numbered from 0, the last issue running fastest. Immutable.
///
/// @param name its name, 1 to 64 characters
/// @param issues the issues, 1 to 12
public record Domain(String name, List<Issue> issues) {
  /// The most outcomes that a domain may have.
  public static final int MOST_OUTCOMES = 1_000_000;

  /// Copies.
  public Domain {
    issues = List.copyOf(issues);
  }

  /// How many outcomes there are.
  ///
  /// @return 1 to [#MOST_OUTCOMES]
  public int size() {
    int size = 1;
    for (Issue issue : issues) {
      size *= issue.size();
    }
    return size;
  }

  /// The number of the value that an issue takes in an outcome.
  ///
  /// @param outcome the outcome
  /// @param issue index of the issue
  /// @return the value's number
  public int valueOf(int outcome, int issue) {
    int rest = outcome;
    for (int i = issues.size() - 1; i > issue; i--) {
      rest /= issues.get(i).size();
    }
    return rest % issues.get(issue).size();
  }

  /// An outcome as terms: the domain's hash, so that both sides mean the same, and each issue's
  /// value.
  ///
  /// @param outcome the outcome
  /// @return `{domain, outcome}`
  public JsonObject terms(int outcome) {
    return JsonObject.EMPTY.with("domain", hash().text()).with("outcome", values(outcome));
  }

  /// The values of an outcome.
  ///
  /// @param outcome the outcome
  /// @return a member for each issue
  public JsonObject values(int outcome) {
    JsonObject.Builder out = JsonObject.builder();
    for (int i = 0; i < issues.size(); i++) {
      out.put(issues.get(i).name(), issues.get(i).value(valueOf(outcome, i)));
    }
    return out.build();
  }

  /// The outcome that terms of the other side stand for.
  ///
  /// @param terms `{domain, outcome}`
  /// @return nothing if they are of another domain, leave an issue open, name another one, or give
  ///   one a value that it cannot take
  public OptionalInt outcome(JsonObject terms) {
    JsonObject values = terms.object("outcome").orElse(JsonObject.EMPTY);
    if (terms.string("domain").filter(hash().text()::equals).isEmpty()
        || values.size() != issues.size()) {
      return OptionalInt.empty();
    }
    int outcome = 0;
    for (Issue issue : issues) {
      JsonValue value = values.get(issue.name());
      OptionalInt index = value == null ? OptionalInt.empty() : issue.index(value);
      if (index.isEmpty()) {
        return OptionalInt.empty();
      }
      outcome = outcome * issue.size() + index.getAsInt();
    }
    return OptionalInt.of(outcome);
  }

  /// The domain as an object.
  ///
  /// @return `{name, issues}`
  public JsonObject json() {
    return JsonObject.EMPTY
        .with("name", name)
        .with("issues", JsonArray.of(issues.stream().map(Issue::json).toList()));
  }

  /// What identifies the domain.
  ///
  /// @return the hash of its canonical form
  public Hash hash() {
    return Hash.of(CanonicalJson.bytes(json()));
  }
}
