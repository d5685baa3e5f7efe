package dev.parley.cli;

import dev.parley.core.dispute.Bond;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Money;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The acts of a dispute that stake a bond.
final class DisputeStakeCommands {
  private DisputeStakeCommands() {}

  /// Where a bond comes from.
  static final class From {
    @Option(
        names = "--from-escrow",
        description = {
          "Stake what this agent will get of the held escrow, instead of money of its account."
        })
    private boolean escrow;

    From() {}

    /// The bond that the dispute asks for; nothing where nothing is at stake.
    Optional<Bond> asked(JsonObject dispute) {
      Bond.Source source = escrow ? Bond.Source.ESCROW : Bond.Source.ACCOUNT;
      return dispute
          .object("bond")
          .map(
              bond ->
                  new Bond(
                      Amount.of(
                              new Money(
                                  new BigDecimal(DisputeCommand.text(bond, "amount")),
                                  DisputeCommand.text(bond, "currency")),
                              "/bond")
                          .orThrow(),
                      source));
    }
  }

  /// `parley dispute bond`.
  @Command(
      name = "bond",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Stakes the bond that a contested dispute asks for.",
        "The winner gets it back; half of the loser's goes to the winner, half is burned."
      })
  static final class BondStaked implements Callable<Integer> {
    @Parameters(paramLabel = "DISPUTE", description = "Which dispute.")
    private String dispute = "";

    @Mixin private From from = new From();
    @Mixin private AgentAtNode who = new AgentAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    BondStaked() {}

    @Override
    public Integer call() {
      try (AgentAtNode.Connected at = who.connect()) {
        Bond bond =
            from.asked(at.agent().disputes().show(dispute))
                .orElseThrow(
                    () ->
                        new CommandFailure(
                            "dispute",
                            "nothing is at stake in this dispute, so no bond is asked for",
                            "Seal a number for the draw: parley dispute seal " + dispute));
        DisputeCommand.recorded(options.output(), at.agent().disputes().bond(dispute, bond));
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley dispute appeal`.
  @Command(
      name = "appeal",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Asks for a higher judge, with one bond more; for whoever lost.")
  static final class Appeal implements Callable<Integer> {
    @Parameters(paramLabel = "DISPUTE", description = "Which dispute.")
    private String dispute = "";

    @Option(names = "--grounds", paramLabel = "TEXT", description = "For people.")
    private Optional<String> grounds = Optional.empty();

    @Mixin private From from = new From();
    @Mixin private AgentAtNode who = new AgentAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Appeal() {}

    @Override
    public Integer call() {
      try (AgentAtNode.Connected at = who.connect()) {
        Optional<Bond> bond = from.asked(at.agent().disputes().show(dispute));
        DisputeCommand.recorded(
            options.output(), at.agent().disputes().appeal(dispute, bond, grounds));
      }
      return Parley.SUCCESS;
    }
  }
}
