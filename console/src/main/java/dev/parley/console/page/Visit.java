package dev.parley.console.page;

import dev.parley.console.people.Person;
import dev.parley.console.people.SignedIn;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Call;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// A request of somebody who is signed in and may make it.
///
/// @param call the request
/// @param who who makes it
/// @param fields what its form carries; empty for a request without one
public record Visit(Call call, SignedIn who, Map<String, String> fields) {

  /// Answers it.
  @FunctionalInterface
  public interface Handler {
    /// Answers.
    ///
    /// @param visit the request
    /// @return the answer
    Answer answer(Visit visit);
  }

  /// Who makes it.
  ///
  /// @return the person
  public Person person() {
    return who.person();
  }

  /// A field of its form.
  ///
  /// @param name its name
  /// @return nothing when it is missing or blank
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name)).map(String::strip).filter(t -> !t.isEmpty());
  }

  /// Whether only a part of the page is wanted, by a script on it.
  ///
  /// @return true if so
  public boolean wantsPart() {
    return !call.request().header("HX-Request").isEmpty()
        && call.request().header("HX-History-Restore-Request").isEmpty();
  }

  /// A whole number that was asked for.
  ///
  /// @param name the parameter's name
  /// @return nothing when it is missing or no number
  public Optional<Long> number(String name) {
    return call.parameter(name).flatMap(Visit::whole);
  }

  /// A whole number as it was typed.
  ///
  /// @param text what was typed
  /// @return nothing for what is no number, is negative, or has more than eighteen digits
  public static Optional<Long> whole(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /// One of some values that was chosen by its name.
  ///
  /// @param <E> what they are
  /// @param name the parameter's name
  /// @param values what can be chosen
  /// @return nothing when it is missing or none of them
  public <E extends Enum<E>> Optional<E> chosen(String name, E[] values) {
    return call.parameter(name)
        .flatMap(
            text -> Arrays.stream(values).filter(value -> value.name().equals(text)).findFirst());
  }
}
