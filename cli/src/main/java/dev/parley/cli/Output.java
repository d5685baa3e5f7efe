package dev.parley.cli;

import dev.parley.cli.Palette.Ink;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Where a command says what it found: words for people, or with `--json` one object a line for
/// programs, each line flushed at once. Results go to standard output, what went wrong to standard
/// error. Thread-safe: a line is never mixed with another.
final class Output {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Shape shape;
  private final Palette palette;
  private final Palette errorPalette;

  /// Who reads it.
  enum Shape {
    WORDS,
    JSON
  }

  Output(PrintWriter out, PrintWriter err, Shape shape, Palette palette, Palette errorPalette) {
    this.out = out;
    this.err = err;
    this.shape = shape;
    this.palette = palette;
    this.errorPalette = errorPalette;
  }

  /// The streams of a command, coloured where a terminal shows them.
  static Output of(CommandSpec spec, Shape shape) {
    CommandLine line = spec.commandLine();
    return new Output(
        line.getOut(),
        line.getErr(),
        shape,
        palette(Terminal.Stream.OUT),
        palette(Terminal.Stream.ERR));
  }

  private static Palette palette(Terminal.Stream stream) {
    return Terminal.takesColours(stream) ? Palette.COLOURED : Palette.PLAIN;
  }

  /// Whether programs read it, so that words should not even be made.
  boolean isJson() {
    return shape == Shape.JSON;
  }

  /// A piece of text in a colour, for use within [#say]; plain where there are none.
  String paint(Ink ink, String text) {
    return palette.paint(ink, text);
  }

  /// A line of words; nothing with `--json`.
  void say(String words) {
    if (shape == Shape.WORDS) {
      write(out, words);
    }
  }

  /// An empty line; nothing with `--json`.
  void say() {
    say("");
  }

  /// A table; nothing with `--json`.
  void say(Table table) {
    table.lines().forEach(this::say);
  }

  /// An object on a line of its own; nothing without `--json`.
  void json(JsonObject object) {
    if (shape == Shape.JSON) {
      write(out, CanonicalJson.text(object));
    }
  }

  /// A remark for whoever watches, on standard error in both shapes.
  void remark(String words) {
    write(err, words);
  }

  /// What went wrong and what to do next: words on standard error, or with `--json`
  /// `{"error":{"code","message","next"}}` on standard output, in the shape of the protocol's own
  /// errors.
  void failed(CommandFailure failure) {
    if (shape == Shape.JSON) {
      JsonObject error =
          JsonObject.builder()
              .put("code", failure.code())
              .put("message", failure.problem())
              .put("next", failure.next())
              .build();
      json(JsonObject.of("error", error));
      return;
    }
    write(err, errorPalette.paint(Ink.BAD, "parley: ") + failure.problem());
    failure.next().lines().forEach(line -> write(err, "  " + line));
  }

  /// A line that shows how far something is, on standard error where a terminal shows it.
  Progress progress(String what) {
    return Terminal.shows(Terminal.Stream.ERR) && shape == Shape.WORDS
        ? Progress.on(err, what)
        : Progress.silent();
  }

  private static void write(PrintWriter stream, String line) {
    synchronized (stream) {
      stream.println(line);
      stream.flush();
    }
  }
}
