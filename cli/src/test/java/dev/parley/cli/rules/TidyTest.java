package dev.parley.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Small enough to hold, named by what it is, finished, and free of the machine it was written on.
final class TidyTest {

  private static final int FILE_LINES_MAX = 400;
  private static final int METHOD_LINES_MAX = 60;

  /// Words in a type's name that say nothing about what it is.
  private static final Pattern EMPTY_WORD =
      Pattern.compile(
          "(Manager|Utils?|Utilities|Helpers?|Impl|Base|Abstract|Common|Data|Info)(?![a-z0-9])");

  private static final Pattern ACCESSOR = Pattern.compile("[gs]et[A-Z].*");

  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

  /// Home folders and hosts of registries. Written so that this file passes its own test.
  private static final Pattern MACHINE =
      Pattern.compile(
          "/(?:work|root|home/[a-z]+)/|maven[.]org|npmjs[.](?:org|com)|[.]debian[.]org");

  private static final Checkout CHECKOUT = Checkout.current();

  @Test
  void keepsFilesShort() {
    List<String> findings = new ArrayList<>();
    for (Path file : CHECKOUT.files(".java")) {
      long lines = CHECKOUT.read(file).lines().count();
      if (lines > FILE_LINES_MAX) {
        findings.add(CHECKOUT.local(file) + ": " + lines + " lines");
      }
    }
    assertThat(findings).as("files of more than %d lines", FILE_LINES_MAX).isEmpty();
  }

  @Test
  void keepsMethodsShortAndNamesMeaningful() {
    List<String> findings = new ArrayList<>();
    for (Path file : CHECKOUT.files(".java")) {
      for (String finding : findings(CHECKOUT.read(file))) {
        findings.add(CHECKOUT.local(file) + ": " + finding);
      }
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void noticesLongMethodsAndEmptyNames() {
    String longMethod = "void run() {\n" + "call();\n".repeat(METHOD_LINES_MAX) + "}\n";
    assertThat(findings("class Session {\n" + longMethod + "}")).hasSize(1);
    assertThat(findings("class SessionManager {}")).hasSize(1);
    assertThat(findings("interface S { class AbstractStore {} }")).hasSize(1);
    assertThat(findings("class Session { int getState() { return 1; } }")).hasSize(1);
    assertThat(
            findings(
                "class Database { @Override int getState() { return 1; } int get() { return 1; } }"))
        .isEmpty();
  }

  @Test
  void leavesNothingForLater() {
    assertThat(matches(UNFINISHED)).isEmpty();
  }

  @Test
  void knowsNoSingleMachine() {
    assertThat(matches(MACHINE)).isEmpty();
  }

  private static List<String> matches(Pattern pattern) {
    List<String> findings = new ArrayList<>();
    for (Path file : CHECKOUT.texts()) {
      Matcher matcher = pattern.matcher(CHECKOUT.read(file));
      while (matcher.find()) {
        findings.add(CHECKOUT.local(file) + ": " + matcher.group());
      }
    }
    return findings;
  }

  private static List<String> findings(String source) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostic -> {}, List.of(), null, List.of(new Text(source)));
    List<String> findings = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new Reader(unit, Trees.instance(task).getSourcePositions(), findings).scan(unit, null);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a source in memory could not be read", e);
    }
    return findings;
  }

  /// Looks at every declaration of one file.
  private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> findings;

    Reader(CompilationUnitTree unit, SourcePositions positions, List<String> findings) {
      this.unit = unit;
      this.positions = positions;
      this.findings = findings;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      String name = type.getSimpleName().toString();
      if (EMPTY_WORD.matcher(name).find()) {
        findings.add("type " + name + " has a word in its name that says nothing");
      }
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      long lines = line(positions.getEndPosition(unit, method)) - line(start(method)) + 1;
      if (lines > METHOD_LINES_MAX) {
        findings.add("method " + method.getName() + " has " + lines + " lines");
      }
      boolean ours = method.getModifiers().getAnnotations().stream().noneMatch(Reader::isOverride);
      if (ours && ACCESSOR.matcher(method.getName()).matches()) {
        findings.add("method " + method.getName() + " should be named for what it gives or does");
      }
      return super.visitMethod(method, null);
    }

    private static boolean isOverride(Tree annotation) {
      return annotation.toString().startsWith("@Override");
    }

    private long start(MethodTree method) {
      Tree body = method.getBody();
      return positions.getStartPosition(unit, body == null ? method : body);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }

  private static final class Text extends SimpleJavaFileObject {

    private final String source;

    Text(String source) {
      super(URI.create("string:///Text.java"), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }
}
