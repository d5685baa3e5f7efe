package dev.parley.core.model;

import dev.parley.core.card.AgentCard;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.MessageId;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Participant;
import dev.parley.core.session.Parts;
import dev.parley.core.session.Promises;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.session.Timer;
import dev.parley.core.session.Timers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What two states of the machine have in common if nothing that is said from there on can tell
/// them apart. Everything is in it that a state holds, whatever will be added to it, but for
/// * hashes, ids of messages and places in the chain, which are only compared with what a message
///   names rightly;
/// * how somebody kept time and on whom a timer waits, which only tell later who was at fault;
/// * who spoke how often in a row: of what the model knows only a COMMIT counts, and there are two;
/// * votes that are decided, which nobody can answer any more.
final class Likeness {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final Map<Class<?>, Set<String>> LEFT_OUT =
      Map.of(
          Talk.class, Set.of("head", "conduct", "turns"),
          Timer.class, Set.of("waitedOn"),
          Participant.class, Set.of("nextSequence"),
          Matter.Origin.class, Set.of("position"),
          Commitment.class, Set.of("position"),
          SessionState.Failed.class, Set.of("end"));

  private final Map<Class<?>, RecordComponent[]> shapes = new HashMap<>();
  private final IdentityHashMap<Object, String> known = new IdentityHashMap<>();

  /// The same for states that are alike, and for no others.
  Hash of(SessionState state) {
    return Hash.of(text(state).getBytes(StandardCharsets.UTF_8));
  }

  private String text(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private void write(Object value, StringBuilder out) {
    switch (value) {
      case Hash _, MessageId _ -> out.append('#');
      case String text -> out.append(uuid(text) ? "#" : text);
      case Optional<?> maybe -> maybe.ifPresent(each -> write(each, out));
      case List<?> list -> list.forEach(each -> write(each, out.append(' ')));
      case Map<?, ?> map -> sorted(map.entrySet(), out);
      case Map.Entry<?, ?> entry -> {
        write(entry.getKey(), out);
        write(entry.getValue(), out.append('='));
      }
      case Collection<?> set -> sorted(set, out);
      case JsonValue json -> out.append(json);
      case Timers _ -> throw new IllegalStateException("timers belong to a talk");
      case Promises promises -> {
        write(promises.all(), out);
        out.append(promises.everBound());
      }
      case Talk talk -> talk(talk, out);
      case Record each -> record(each, out);
      default -> out.append(value);
    }
  }

  private static boolean uuid(String text) {
    return text.length() == 36 && UUID.matcher(text).matches();
  }

  private void sorted(Collection<?> values, StringBuilder out) {
    values.stream()
        .filter(each -> !decided(each))
        .map(this::text)
        .sorted()
        .forEach(each -> out.append('{').append(each).append('}'));
  }

  private static boolean decided(Object entry) {
    return entry instanceof Map.Entry<?, ?> e
        && e.getValue() instanceof Matter.Vote vote
        && vote.status() != Matter.Vote.Status.OPEN;
  }

  /// Which timers run, and which an escalation halts; at one moment all have their whole length.
  private void talk(Talk talk, StringBuilder out) {
    record(talk, out);
    write(talk.timers().all().stream().map(Timer::key).sorted().toList(), out.append("runs"));
    write(Parts.clocks(talk), out.append("all"));
  }

  /// What is never changed is written once.
  private void record(Record value, StringBuilder out) {
    String before = known.get(value);
    if (before != null) {
      out.append(before);
      return;
    }
    int from = out.length();
    out.append(value.getClass().getSimpleName()).append('(');
    Set<String> leftOut = LEFT_OUT.getOrDefault(value.getClass(), Set.of());
    for (RecordComponent each : shapes.computeIfAbsent(value.getClass(), Likeness::shape)) {
      if (!leftOut.contains(each.getName()) && each.getType() != Timers.class) {
        write(read(each, value), out.append(','));
      }
    }
    out.append(')');
    if (value instanceof Talk.Opening || value instanceof AgentCard || value instanceof Matter) {
      known.put(value, out.substring(from));
    }
  }

  private static RecordComponent[] shape(Class<?> type) {
    RecordComponent[] out = type.getRecordComponents();
    for (RecordComponent each : out) {
      each.getAccessor().setAccessible(true);
    }
    return out;
  }

  private static Object read(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
