package dev.parley.bench.negotiation;

import dev.parley.client.negotiation.Side;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What two people said about how to share food, water and firewood, three of each, and what each
/// of them wanted. Immutable.
///
/// @param id its number in the file
/// @param lines what was said, in order
/// @param first the one whom the file calls `mturk_agent_1`
/// @param second the other one
record Dialogue(long id, List<Line> lines, Person first, Person second) {
  /// How much there is of each item.
  static final int EACH = 3;

  Dialogue {
    lines = List.copyOf(lines);
  }

  /// What is shared.
  enum Item {
    FOOD("Food"),
    WATER("Water"),
    FIREWOOD("Firewood");

    private final String word;

    Item(String word) {
      this.word = word;
    }

    /// The file's word.
    String word() {
      return word;
    }
  }

  /// How much an item matters, and what one piece of it is worth.
  enum Priority {
    HIGH("High", 5),
    MEDIUM("Medium", 4),
    LOW("Low", 3);

    private final String word;
    private final int points;

    Priority(String word, int points) {
      this.word = word;
      this.points = points;
    }

    /// The file's word.
    String word() {
      return word;
    }

    int points() {
      return points;
    }
  }

  /// One of the two.
  ///
  /// @param priorities how much each item matters to this person
  /// @param points what the file says that this person got in the end
  record Person(Map<Item, Priority> priorities, long points) {
    Person {
      priorities = new EnumMap<>(priorities);
    }

    /// What a share is worth to this person.
    long worth(Map<Item, Integer> share) {
      long sum = 0;
      for (Map.Entry<Item, Priority> each : priorities.entrySet()) {
        sum += (long) each.getValue().points() * share.getOrDefault(each.getKey(), 0);
      }
      return sum;
    }
  }

  /// One line of the dialogue.
  ///
  /// @param speaker who
  /// @param act what was said or done
  record Line(Side speaker, Act act) {}

  /// What a line does.
  sealed interface Act {
    /// Says something.
    record Utterance(String text) implements Act {}

    /// Submit-Deal.
    ///
    /// @param first what the first would get
    /// @param second what the other one would get
    record Submit(Map<Item, Integer> first, Map<Item, Integer> second) implements Act {
      /// Copies.
      public Submit {
        first = new EnumMap<>(first);
        second = new EnumMap<>(second);
      }
    }

    /// Accept-Deal.
    record Accept() implements Act {}

    /// Reject-Deal.
    record Reject() implements Act {}

    /// Walk-Away.
    record WalkAway() implements Act {}
  }

  Person person(Side side) {
    return side == Side.FIRST ? first : second;
  }
}
