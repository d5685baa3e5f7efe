package dev.parley.cli.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// The core is a function of what it is given: what time it is, what is random and what is stored
/// come in as arguments. Each rule is made for a package, so that it can be tried on code that
/// breaks it.
final class CoreRules {

  /// Packages and classes that reach outside the process or start something that runs by itself.
  private static final String OUTSIDE =
      "java\\.net\\..*|java\\.nio\\.(file|channels)\\..*|java\\.io\\.(File|RandomAccessFile|Console).*"
          + "|java\\.lang\\.(Thread|ThreadLocal|Process|ProcessBuilder|ProcessHandle|Runtime|System\\$Logger)(\\$.*)?"
          + "|java\\.util\\.(Timer|TimerTask)|java\\.util\\.logging\\..*|java\\.sql\\..*|org\\.slf4j\\..*"
          + "|java\\.util\\.concurrent\\.(.*Executor.*|ForkJoin.*|CompletableFuture|ThreadLocalRandom|StructuredTaskScope)";

  /// What reads the machine's clock, environment or entropy, by class and method.
  private static final Map<String, Set<String>> AMBIENT =
      Map.of(
          System.class.getName(),
              Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "exit"),
          Clock.class.getName(), Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis"),
          UUID.class.getName(), Set.of("randomUUID"),
          Math.class.getName(), Set.of("random"));

  private CoreRules() {}

  static ArchRule reachesNothingOutside(String packages) {
    return noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .dependOnClassesThat()
        .haveNameMatching(OUTSIDE)
        .because("the core has no file, socket, thread, process, logger or database");
  }

  static ArchRule takesTimeAndChanceAsArguments(String packages) {
    return noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "the clock or the environment is read", CoreRules::isAmbient))
        .orShould()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "a random generator is made",
                call -> isRandomGenerator(call.getTarget().getOwner())))
        .because("replaying the same records must give the same result anywhere");
  }

  static ArchRule staysOnTheCallersThread(String packages) {
    return noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "a stream is made parallel",
                call -> Set.of("parallelStream", "parallel").contains(call.getTarget().getName())))
        .because("whoever calls the core decides about threads");
  }

  static ArchRule printsNothing(String packages) {
    return noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .accessFieldWhere(
            DescribedPredicate.describe(
                "System.out or System.err is used", CoreRules::isStandardStream))
        .because("the core has no output but its return values");
  }

  private static boolean isAmbient(JavaCall<?> call) {
    AccessTarget target = call.getTarget();
    String owner = target.getOwner().getName();
    boolean namedNow = owner.startsWith("java.time.") && target.getName().equals("now");
    return namedNow || AMBIENT.getOrDefault(owner, Set.of()).contains(target.getName());
  }

  private static boolean isRandomGenerator(JavaClass type) {
    return type.isEquivalentTo(Random.class) || type.isEquivalentTo(SecureRandom.class);
  }

  private static boolean isStandardStream(JavaFieldAccess access) {
    return access.getTarget().getOwner().isEquivalentTo(System.class);
  }
}
