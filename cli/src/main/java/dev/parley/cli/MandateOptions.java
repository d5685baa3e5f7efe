package dev.parley.cli;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options by which a person says what a model may do in the agent's name.
final class MandateOptions {
  private static final Pattern MONEY = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([A-Z]{3})");
  private static final Pattern RANGE =
      Pattern.compile("(/[^=]+)=(-?[0-9]+(?:\\.[0-9]+)?)?\\.\\.(-?[0-9]+(?:\\.[0-9]+)?)?");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--mandate",
      paramLabel = "FILE",
      description = "A JSON file with the limits; the options below stand over it.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--max-value",
      paramLabel = "MONEY",
      description = "The most that one commitment may be worth, such as '500 USD'.")
  private Optional<String> maxValue = Optional.empty();

  @Option(
      names = "--approve-above",
      paramLabel = "MONEY",
      description = "What is worth more has to be approved by a person.")
  private Optional<String> approveAbove = Optional.empty();

  @Option(
      names = "--floor",
      paramLabel = "MONEY",
      description = "The least for which the agent may work.")
  private Optional<String> floor = Optional.empty();

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      split = ",",
      description = "Only in these currencies.")
  private List<String> currencies = List.of();

  @Option(
      names = "--with",
      paramLabel = "WHO",
      split = ",",
      description = "Only with these agents, or agents of these domains.")
  private List<String> counterparties = List.of();

  @Option(
      names = "--max-rounds",
      paramLabel = "N",
      description = "After how many rounds a deal has to be approved.")
  private Optional<Integer> maxRounds = Optional.empty();

  @Option(
      names = "--term",
      paramLabel = "RANGE",
      description =
          "Where a number in terms has to lie, such as /price=100..250 or /price=..250; whoever"
              + " approves.")
  private List<String> terms = List.of();

  /// What was said; nothing if no option was given.
  Optional<JsonObject> limits() {
    JsonObject limits = file.map(JsonFile::object).orElse(JsonObject.EMPTY);
    limits = money(limits, "maxValue", "--max-value", maxValue);
    limits = money(limits, "approvalAbove", "--approve-above", approveAbove);
    limits = money(limits, "floor", "--floor", floor);
    if (!currencies.isEmpty()) {
      limits = limits.with("currencies", JsonArray.ofStrings(currencies));
    }
    if (!counterparties.isEmpty()) {
      limits = limits.with("counterparties", JsonArray.ofStrings(counterparties));
    }
    if (maxRounds.isPresent()) {
      limits = limits.with("maxRounds", JsonNumber.of(maxRounds.get()));
    }
    for (String term : terms) {
      limits = ranged(limits, term);
    }
    return file.isPresent() || limits.size() > 0 ? Optional.of(limits) : Optional.empty();
  }

  private JsonObject money(
      JsonObject limits, String member, String option, Optional<String> stated) {
    if (stated.isEmpty()) {
      return limits;
    }
    Matcher money = MONEY.matcher(stated.get());
    if (!money.matches()) {
      throw wrong(option + ": not an amount such as '500 USD': " + stated.get());
    }
    return limits.with(
        member, JsonObject.EMPTY.with("amount", money.group(1)).with("currency", money.group(2)));
  }

  private JsonObject ranged(JsonObject limits, String term) {
    Matcher range = RANGE.matcher(term);
    if (!range.matches() || (range.group(2) == null && range.group(3) == null)) {
      throw wrong("--term: not a range such as /price=100..250: " + term);
    }
    JsonObject.Builder bounds = JsonObject.builder();
    bounds.putIfPresent("min", range.group(2)).putIfPresent("max", range.group(3));
    JsonObject terms = limits.object("terms").orElse(JsonObject.EMPTY);
    return limits.with("terms", terms.with(range.group(1), bounds.build()));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
