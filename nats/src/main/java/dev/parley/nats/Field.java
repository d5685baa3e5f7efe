package dev.parley.nats;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The headers of our own that messages on the queue carry.
final class Field {
  /// What a queued message is to do: `open` or `append`.
  static final String ACT = "Asp-Act";

  /// Names one sending of a message; the receipt repeats it.
  static final String ATTEMPT = "Asp-Attempt";

  /// The type of an event: `message`, `invitation`.
  static final String EVENT = "Asp-Event";

  /// Its place among those on the same subject.
  static final String NUMBER = "Asp-Number";

  /// Its place among all that the node has accepted.
  static final String LOG = "Asp-Log";

  /// The method of a request.
  static final String METHOD = "Asp-Method";

  /// Its path and query.
  static final String TARGET = "Asp-Target";

  /// The HTTP status of an answer, on its first part.
  static final String STATUS = "Asp-Status";

  /// Which part of an answer, from 0.
  static final String PART = "Asp-Part";

  /// On the last part of an answer.
  static final String END = "Asp-End";

  /// Why something was given up.
  static final String REASON = "Asp-Reason";

  /// The subject that it was sent to.
  static final String SUBJECT = "Asp-Subject";

  /// When it was sent.
  static final String FIRST = "Asp-First";

  /// When it was given up.
  static final String LAST = "Asp-Last";

  /// How often it was tried.
  static final String DELIVERIES = "Asp-Deliveries";

  private static final Pattern PLAIN = Pattern.compile("[ -~]{1,8192}");

  private Field() {}

  /// The value of a header that is there once and can be put into another message.
  static Optional<String> of(Message message, String name) {
    List<String> values = all(message, name);
    return values.size() == 1 && PLAIN.matcher(values.getFirst()).matches()
        ? Optional.of(values.getFirst())
        : Optional.empty();
  }

  /// All values of a header, whatever the case of its name.
  static List<String> all(Message message, String name) {
    return message.hasHeaders() ? all(message.getHeaders(), name) : List.of();
  }

  static List<String> all(Headers headers, String name) {
    List<String> values = headers.getIgnoreCase(name);
    return values == null ? List.of() : List.copyOf(values);
  }

  /// A header that is a whole number.
  static Optional<Long> number(Message message, String name) {
    return of(message, name).flatMap(Field::number);
  }

  static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
