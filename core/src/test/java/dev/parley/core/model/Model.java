package dev.parley.core.model;

import dev.parley.core.Vectors;
import edu.mit.csail.sdg.alloy4.A4Reporter;
import edu.mit.csail.sdg.ast.Command;
import edu.mit.csail.sdg.parser.CompModule;
import edu.mit.csail.sdg.parser.CompUtil;
import edu.mit.csail.sdg.translator.A4Options;
import edu.mit.csail.sdg.translator.A4Solution;
import edu.mit.csail.sdg.translator.TranslateAlloyToKodkod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kodkod.engine.satlab.SATFactory;

/// The model of the session, read and checked by Alloy 6 with its solver in Java.
final class Model {
  private static final String RULES = "rules.als";

  static {
    // The checker's library tells every step of the translation.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
  }

  private final CompModule module;

  private Model(CompModule module) {
    this.module = module;
  }

  /// The rules as they are written by hand.
  static String rules() {
    try {
      return Files.readString(
          Vectors.root().resolveSibling("docs").resolve("model").resolve(RULES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The rules without the one of a name.
  static String rulesWithout(String name) {
    List<String> lines = rules().lines().toList();
    List<String> left = lines.stream().filter(line -> !line.endsWith(" -- " + name)).toList();
    if (left.size() != lines.size() - 1) {
      throw new IllegalArgumentException("no rule, or several, of the name " + name);
    }
    return String.join("\n", left) + "\n";
  }

  /// Reads a model.
  ///
  /// @param folder an empty folder for its files
  /// @param rules the rules
  /// @param table the session table
  static Model read(Path folder, String rules, TableModule.Table table) {
    try {
      Files.writeString(folder.resolve("table.als"), TableModule.of(table));
      Path file = Files.writeString(folder.resolve(RULES), rules);
      return new Model(CompUtil.parseEverything_fromFile(A4Reporter.NOP, null, file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The names of all properties that the rules state.
  List<String> properties() {
    return module.getAllCommands().stream().filter(c -> c.check).map(c -> c.label).toList();
  }

  /// Runs a command: a counterexample of a property, or an instance.
  ///
  /// @return satisfiable if there is one
  A4Solution run(String name) {
    Command command =
        module.getAllCommands().stream()
            .filter(c -> c.label.equals(name))
            .findFirst()
            .orElseThrow();
    A4Options options = new A4Options();
    options.solver = SATFactory.DEFAULT;
    options.symmetry = 0;
    return TranslateAlloyToKodkod.execute_command(
        A4Reporter.NOP, module.getAllReachableSigs(), command, options);
  }

  /// Somebody who says of single acts whether the rules of the model have them so.
  Judge judge() {
    return judge("Bound");
  }

  /// The same of a model in whose world nothing of that can be.
  ///
  /// @param instance a command of the model with a solution
  Judge judge(String instance) {
    return new Judge(module, run(instance));
  }

  /// Looks formulas up in a solution; whose state it is does not matter, since they name all that
  /// they depend on.
  record Judge(CompModule module, A4Solution solution) {
    /// Those of the claims that the model does not share.
    List<String> denied(List<String> claims) {
      return holds(String.join(" and ", claims))
          ? List.of()
          : claims.stream().filter(claim -> !holds(claim)).toList();
    }

    private boolean holds(String formula) {
      return Boolean.TRUE.equals(
          solution.eval(CompUtil.parseOneExpression_fromString(module, formula)));
    }
  }
}
