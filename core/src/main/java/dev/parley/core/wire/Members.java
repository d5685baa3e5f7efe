package dev.parley.core.wire;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the members of an object from outside and remembers the first that is missing or wrong.
/// The reading methods then return some value of their type, which nobody sees: [#result] builds
/// nothing unless all was well. Unknown members are ignored (protocol section 5). Not thread-safe.
public final class Members {
  /// The longest identifier that a body may carry, in characters.
  public static final int MAX_ID_LENGTH = 128;

  private static final Duration LONGEST = Duration.ofDays(3650);

  private final JsonObject object;
  private final String pointer;
  private final Fault fault;

  private static final class Fault {
    private @Nullable Refusal first;
  }

  private Members(JsonObject object, String pointer, Fault fault) {
    this.object = object;
    this.pointer = pointer;
    this.fault = fault;
  }

  /// Starts to read an object.
  ///
  /// @param object the object
  /// @param pointer where it lies in the message (RFC 6901), for the refusal
  /// @return a reader without a fault
  public static Members of(JsonObject object, String pointer) {
    return new Members(object, pointer, new Fault());
  }

  /// Builds the value if nothing was wrong.
  ///
  /// @param build makes the value from what was read
  /// @param <T> its type
  /// @return the value, or the first fault as `malformed`
  public <T> Decoded<T> result(Supplier<T> build) {
    return fault.first == null ? Decoded.valid(build.get()) : Decoded.refused(fault.first);
  }

  /// Notes a fault in one member.
  ///
  /// @param name the member
  /// @param rule the rule that it breaks
  public void wrong(String name, String rule) {
    if (fault.first == null) {
      String at = pointer + "/" + name;
      fault.first = ErrorCode.MALFORMED.because(at + ": " + rule).with("pointer", at);
    }
  }

  /// Takes over the outcome of reading a member by other means.
  ///
  /// @param decoded that outcome
  /// @param otherwise what to go on with if it was refused
  /// @param <T> its type
  /// @return the value, or `otherwise`
  public <T> T take(Decoded<T> decoded, T otherwise) {
    return switch (decoded) {
      case Decoded.Valid<T>(T value) -> value;
      case Decoded.Refused<T>(Refusal refusal) -> {
        if (fault.first == null) {
          fault.first = refusal;
        }
        yield otherwise;
      }
    };
  }

  /// Whether a member is there.
  ///
  /// @param name its name
  /// @return true if so
  public boolean has(String name) {
    return object.has(name);
  }

  /// An optional member of any kind: it may be absent, never `null` (protocol section 2).
  ///
  /// @param name the member
  public void present(String name) {
    if (object.get(name) == JsonNull.NULL) {
      wrong(name, "may be absent, never null");
    }
  }

  /// A required text.
  ///
  /// @param name its name
  /// @return the text, not empty
  public String text(String name) {
    return required(name, optionalText(name), "");
  }

  /// An optional text.
  ///
  /// @param name its name
  /// @return the text if it is there, not empty
  public Optional<String> optionalText(String name) {
    return optional(
        name, v -> v instanceof JsonString(String s) && !s.isEmpty() ? s : null, "a text");
  }

  /// A required identifier.
  ///
  /// @param name its name
  /// @return 1 to [#MAX_ID_LENGTH] characters
  public String id(String name) {
    return required(name, optionalId(name), "");
  }

  /// An optional identifier.
  ///
  /// @param name its name
  /// @return 1 to [#MAX_ID_LENGTH] characters
  public Optional<String> optionalId(String name) {
    Optional<String> id = optionalText(name);
    if (id.isPresent() && id.get().length() > MAX_ID_LENGTH) {
      wrong(name, "at most " + MAX_ID_LENGTH + " characters");
    }
    return id;
  }

  /// A required object.
  ///
  /// @param name its name
  /// @return the object
  public JsonObject object(String name) {
    return required(name, optionalObject(name), JsonObject.EMPTY);
  }

  /// An optional object.
  ///
  /// @param name its name
  /// @return the object if it is there
  public Optional<JsonObject> optionalObject(String name) {
    return optional(name, v -> v instanceof JsonObject o ? o : null, "an object");
  }

  /// A required object, read member by member.
  ///
  /// @param name its name
  /// @return a reader that shares this one's fault
  public Members inside(String name) {
    return new Members(object(name), pointer + "/" + name, fault);
  }

  /// An optional object, read member by member.
  ///
  /// @param name its name
  /// @return a reader that shares this one's fault, if the member is there
  public Optional<Members> optionalInside(String name) {
    return optionalObject(name).map(o -> new Members(o, pointer + "/" + name, fault));
  }

  /// An optional list of objects.
  ///
  /// @param name its name
  /// @param max how many are allowed
  /// @return a reader for each, sharing this one's fault; empty if the member is absent
  public List<Members> list(String name, int max) {
    List<Members> out = new ArrayList<>();
    for (JsonValue value : array(name, max)) {
      String at = pointer + "/" + name + "/" + out.size();
      if (value instanceof JsonObject o) {
        out.add(new Members(o, at, fault));
      } else {
        wrong(name + "/" + out.size(), "has to be an object");
      }
    }
    return List.copyOf(out);
  }

  /// An optional list of texts.
  ///
  /// @param name its name
  /// @param max how many are allowed
  /// @return the texts; empty if the member is absent
  public List<String> texts(String name, int max) {
    List<String> out = new ArrayList<>();
    for (JsonValue value : array(name, max)) {
      if (value instanceof JsonString(String s) && !s.isEmpty()) {
        out.add(s);
      } else {
        wrong(name + "/" + out.size(), "has to be a text");
      }
    }
    return List.copyOf(out);
  }

  /// An optional list of agents.
  ///
  /// @param name its name
  /// @param max how many are allowed
  /// @return the agents; empty if the member is absent
  public List<AgentUri> agents(String name, int max) {
    List<AgentUri> out = new ArrayList<>();
    for (String text : texts(name, max)) {
      AgentUri.parse(text).ifPresentOrElse(out::add, () -> wrong(name, "has to name agents"));
    }
    return List.copyOf(out);
  }

  private JsonArray array(String name, int max) {
    Optional<JsonArray> array = optional(name, v -> v instanceof JsonArray a ? a : null, "a list");
    if (array.isPresent() && array.get().size() > max) {
      wrong(name, "at most " + max + " entries");
      return JsonArray.of(List.of());
    }
    return array.orElse(JsonArray.of(List.of()));
  }

  /// A required agent URI.
  ///
  /// @param name its name
  /// @param otherwise what to go on with if it is wrong
  /// @return the agent
  public AgentUri agent(String name, AgentUri otherwise) {
    return required(name, optionalAgent(name), otherwise);
  }

  /// An optional agent URI.
  ///
  /// @param name its name
  /// @return the agent if it is there
  public Optional<AgentUri> optionalAgent(String name) {
    return optional(
        name,
        v -> v instanceof JsonString(String s) ? AgentUri.parse(s).orElse(null) : null,
        "an agent URI (agent://domain/path)");
  }

  /// A required hash.
  ///
  /// @param name its name
  /// @return the hash
  public Hash hash(String name) {
    return required(name, optionalHash(name), Hash.ZERO);
  }

  /// An optional hash.
  ///
  /// @param name its name
  /// @return the hash if it is there
  public Optional<Hash> optionalHash(String name) {
    return optional(
        name,
        v -> v instanceof JsonString(String s) ? Hash.parse(s).orElse(null) : null,
        "sha256: and 64 lower-case hex digits");
  }

  /// A required time.
  ///
  /// @param name its name
  /// @return the time
  public Instant time(String name) {
    return required(name, optionalTime(name), Instant.EPOCH);
  }

  /// An optional time.
  ///
  /// @param name its name
  /// @return the time if it is there
  public Optional<Instant> optionalTime(String name) {
    return optional(
        name,
        v -> v instanceof JsonString(String s) ? Timestamp.parse(s).orElse(null) : null,
        "a time like 2026-01-31T12:00:00.000Z");
  }

  /// A required integer that is not negative.
  ///
  /// @param name its name
  /// @return 0 to 2^53-1
  public long count(String name) {
    return required(name, readCount(name), 0L);
  }

  /// An optional integer that is not negative.
  ///
  /// @param name its name
  /// @return 0 to 2^53-1, if it is there
  public OptionalLong optionalCount(String name) {
    return readCount(name).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private Optional<Long> readCount(String name) {
    return optional(
        name,
        v -> v instanceof JsonNumber n && n.isIntegral() && n.asLong() >= 0 ? n.asLong() : null,
        "an integer that is not negative");
  }

  /// An optional duration in milliseconds.
  ///
  /// @param name its name
  /// @return between 0 and ten years, if it is there
  public Optional<Duration> optionalMillis(String name) {
    Optional<Duration> duration = readCount(name).map(Duration::ofMillis);
    if (duration.isPresent() && duration.get().compareTo(LONGEST) > 0) {
      wrong(name, "at most ten years, in milliseconds");
    }
    return duration;
  }

  /// An optional number.
  ///
  /// @param name its name
  /// @return the number if it is there
  public Optional<JsonNumber> optionalNumber(String name) {
    return optional(name, v -> v instanceof JsonNumber n ? n : null, "a number");
  }

  /// An optional truth value.
  ///
  /// @param name its name
  /// @return true only if the member is there and true
  public boolean flag(String name) {
    return optional(name, v -> v instanceof JsonBoolean b ? b : null, "true or false")
        .filter(b -> b == JsonBoolean.TRUE)
        .isPresent();
  }

  /// A required truth value.
  ///
  /// @param name its name
  /// @return the value
  public boolean truth(String name) {
    if (!has(name)) {
      wrong(name, "is required");
    }
    return flag(name);
  }

  /// A member that may be text or something else.
  ///
  /// @param name its name
  /// @return the text if it is one; anything else is left for another reading
  public Optional<String> plainText(String name) {
    return object.string(name).filter(s -> !s.isEmpty());
  }

  private <T> T required(String name, Optional<T> value, T otherwise) {
    if (value.isEmpty()) {
      wrong(name, "is required");
    }
    return value.orElse(otherwise);
  }

  /// An optional member of a kind that the caller knows.
  ///
  /// @param name its name
  /// @param as reads the value; null if it is not of that kind
  /// @param form what it has to be, for people
  /// @param <T> its type
  /// @return the value if it is there
  public <T> Optional<T> optional(String name, Function<JsonValue, @Nullable T> as, String form) {
    JsonValue value = object.get(name);
    if (value == null) {
      return Optional.empty();
    }
    T read = as.apply(value);
    if (read == null) {
      wrong(name, "has to be " + form);
    }
    return Optional.ofNullable(read);
  }
}
