package dev.parley.cli;

import dev.parley.cli.Palette.Ink;
import dev.parley.cli.doctor.Checkup;
import dev.parley.cli.doctor.Crypto;
import dev.parley.cli.doctor.Disk;
import dev.parley.cli.doctor.Java;
import dev.parley.cli.doctor.Port;
import dev.parley.cli.doctor.Time;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `parley doctor`: whether a node would run well here. Changes nothing.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Looks at what a node needs: Java, crypto, store, port, clock. Changes nothing.",
      "Exit code 0: a node runs here. 1: it does not; each line says what to do."
    })
final class DoctorCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where the node would keep its store. Default: the current folder.")
  private Path data = Path.of(".");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8470",
      description = "Where it would listen. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Mixin private OutputOptions options = new OutputOptions();

  DoctorCommand() {}

  @Override
  public Integer call() {
    Output output = options.output();
    Time time = new Time();
    List<Supplier<Checkup>> examinations =
        List.of(
            Java::examine,
            Crypto::examine,
            () -> Disk.examine(data),
            () -> Port.examine(port),
            time::examine);
    List<Checkup> checkups = new ArrayList<>();
    try (Progress progress = output.progress("Looking")) {
      for (Supplier<Checkup> examination : examinations) {
        progress.at(checkups.size(), examinations.size(), "");
        Checkup checkup = examination.get();
        checkups.add(checkup);
        output.json(checkup.json());
      }
    }
    Table table = new Table(Table.Side.LEFT, Table.Side.LEFT, Table.Side.LEFT);
    for (Checkup checkup : checkups) {
      table.row(mark(output, checkup), checkup.subject(), checkup.found());
      if (!checkup.next().isEmpty()) {
        table.row("", "", checkup.next());
      }
    }
    output.say(table);
    boolean runs = checkups.stream().noneMatch(c -> c.health() == Checkup.Health.BAD);
    return runs ? Parley.SUCCESS : Parley.FAILURE;
  }

  private static String mark(Output output, Checkup checkup) {
    return switch (checkup.health()) {
      case GOOD -> output.paint(Ink.GOOD, "good");
      case DOUBTFUL -> output.paint(Ink.WARNING, "doubtful");
      case BAD -> output.paint(Ink.BAD, "bad");
    };
  }
}
