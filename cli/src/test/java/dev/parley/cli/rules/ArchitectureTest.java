package dev.parley.cli.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may depend on whom. ARCHITECTURE.md shows the same as a picture.
final class ArchitectureTest {

  private static final String CORE = "dev.parley.core..";
  private static final String FIXTURE = "dev.parley.cli.rules.impure..";

  /// Lowest first: a package sees those before it and never those after it.
  private static final List<String> CORE_ORDER =
      List.of(
          "json",
          "error",
          "identity",
          "msgpack",
          "wire",
          "criteria",
          "card",
          "message",
          "a2a",
          "chain",
          "trust",
          "endorsement",
          "ledger",
          "commitment",
          "dispute",
          "consensus",
          "session",
          "rating",
          "transcript",
          "learning");

  private static final Map<String, String[]> FORBIDDEN =
      Map.of(
          "core",
              new String[] {"client", "server", "console", "mcp", "a2a", "nats", "cli", "bench"},
          "client", new String[] {"server", "console", "mcp", "a2a", "nats", "cli", "bench"},
          "server", new String[] {"client", "console", "mcp", "a2a", "nats", "cli", "bench"},
          "console", new String[] {"client", "mcp", "a2a", "nats", "cli", "bench"},
          "mcp", new String[] {"server", "console", "a2a", "nats", "cli", "bench"},
          "a2a", new String[] {"server", "console", "mcp", "nats", "cli", "bench"},
          "nats", new String[] {"server", "console", "mcp", "a2a", "cli", "bench"},
          "cli", new String[] {"bench"});

  /// A rule that holds for the core, and the methods of the fixture that break it.
  record Purity(Function<String, ArchRule> rule, List<String> offenders) {}

  private static final List<Purity> PURITY =
      List.of(
          new Purity(CoreRules::reachesNothingOutside, List.of("file", "socket", "thread")),
          new Purity(
              CoreRules::takesTimeAndChanceAsArguments,
              List.of("clock", "stopwatch", "random", "environment")),
          new Purity(CoreRules::staysOnTheCallersThread, List.of("parallel")),
          new Purity(CoreRules::printsNothing, List.of("console")));

  private static final JavaClasses PARLEY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.parley");

  static List<Purity> purity() {
    return PURITY;
  }

  @Test
  void seesEveryModuleOfTheDistribution() {
    Set<String> modules = new TreeSet<>();
    for (JavaClass type : PARLEY) {
      modules.add(type.getPackageName().split("\\.", -1)[2]);
    }
    assertThat(modules)
        .containsExactly("a2a", "cli", "client", "console", "core", "mcp", "nats", "server");
  }

  @Test
  void dependsOnlyOnLowerModules() {
    FORBIDDEN.forEach(
        (module, higher) -> {
          String[] packages = new String[higher.length];
          for (int i = 0; i < higher.length; i++) {
            packages[i] = "dev.parley." + higher[i] + "..";
          }
          noClasses()
              .that()
              .resideInAPackage("dev.parley." + module + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(packages)
              .check(PARLEY);
        });
  }

  @Test
  void givesEveryCorePackageItsPlaceInTheOrder() {
    Set<String> unplaced = new TreeSet<>();
    for (JavaClass type : PARLEY) {
      String[] parts = type.getPackageName().split("\\.", -1);
      if (parts[2].equals("core") && parts.length > 3 && !CORE_ORDER.contains(parts[3])) {
        unplaced.add(parts[3]);
      }
    }
    assertThat(unplaced).isEmpty();
  }

  @Test
  void dependsOnlyOnLowerCorePackages() {
    for (int low = 0; low < CORE_ORDER.size(); low++) {
      for (String high : CORE_ORDER.subList(low + 1, CORE_ORDER.size())) {
        noClasses()
            .that()
            .resideInAPackage("dev.parley.core." + CORE_ORDER.get(low) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.parley.core." + high + "..")
            .allowEmptyShould(true)
            .check(PARLEY);
      }
    }
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    slices()
        .matching("dev.parley.(*).(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(PARLEY);
  }

  @ParameterizedTest
  @MethodSource("purity")
  void keepsTheCorePure(Purity purity) {
    purity.rule().apply(CORE).check(PARLEY);
  }

  @ParameterizedTest
  @MethodSource("purity")
  void noticesWhatIsNotPure(Purity purity) {
    JavaClasses impure = new ClassFileImporter().importPackages("dev.parley.cli.rules.impure");
    String findings =
        purity.rule().apply(FIXTURE).evaluate(impure).getFailureReport().getDetails().toString();
    assertThat(findings).doesNotContain("Impure.given(");
    for (String offender : purity.offenders()) {
      assertThat(findings).contains("Impure." + offender + "(");
    }
  }
}
