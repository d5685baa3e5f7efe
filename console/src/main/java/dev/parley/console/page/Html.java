package dev.parley.console.page;

import dev.parley.console.people.SignedIn;
import dev.parley.server.http.Answer;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes pages. Whatever an agent or a person wrote is escaped by the templates for the place
/// where it stands; should some of it get through all the same, the page's policy lets no script
/// run that is not one of our files. Thread-safe.
public final class Html {
  private static final String TYPE = "text/html; charset=utf-8";

  private static final List<Answer.Field> POLICY =
      List.of(
          new Answer.Field(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                  + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                  + " frame-ancestors 'none'"),
          new Answer.Field("Referrer-Policy", "same-origin"),
          new Answer.Field("Cross-Origin-Opener-Policy", "same-origin"),
          new Answer.Field("Cross-Origin-Resource-Policy", "same-origin"));

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Html.class.getClassLoader(), "dev.parley.console.templates");
  private final String node;
  private final Assets assets = Assets.load();

  Html(String node) {
    this.node = node;
  }

  /// Scripts and styles.
  ///
  /// @return the same each time
  public Assets assets() {
    return assets;
  }

  /// The frame of a page.
  ///
  /// @param title the page's title
  /// @param who who looks
  /// @param current the place in the navigation
  /// @return a frame
  public Frame frame(String title, Optional<SignedIn> who, Frame.Place current) {
    return new Frame(title, node, who, current, assets);
  }

  /// A page.
  ///
  /// @param template the template's name, without its ending
  /// @param frame what stands around it
  /// @param view what it shows
  /// @return the answer
  public Answer page(String template, Frame frame, Object view) {
    return page(200, template, frame, view);
  }

  /// A page with another status.
  ///
  /// @param status the status
  /// @param template the template's name, without its ending
  /// @param frame what stands around it
  /// @param view what it shows
  /// @return the answer
  public Answer page(int status, String template, Frame frame, Object view) {
    return Answer.bytes(
            status, TYPE, written(template + ".jte", Map.of("frame", frame, "view", view)))
        .with(POLICY);
  }

  /// A part of a page, for a script on it.
  ///
  /// @param template the template's name, without its ending
  /// @param view what it shows
  /// @return the answer
  public Answer part(String template, Object view) {
    return Answer.bytes(200, TYPE, bytes(template, view)).with(POLICY);
  }

  /// The same without an answer around it.
  ///
  /// @param template the template's name, without its ending
  /// @param view what it shows
  /// @return UTF-8
  public byte[] bytes(String template, Object view) {
    return written(template + ".jte", Map.of("view", view));
  }

  /// A page that says what is wrong.
  ///
  /// @param status the status
  /// @param who who looks
  /// @param title in few words
  /// @param text what it means and what to do
  /// @return the answer
  public Answer sorry(int status, Optional<SignedIn> who, String title, String text) {
    return page(status, "sorry", frame(title, who, Frame.Place.NOWHERE), text);
  }

  /// What those see who ask for something that does not exist, or that is not theirs to see.
  ///
  /// @param who who looks
  /// @return the answer
  public Answer lost(SignedIn who) {
    return sorry(
        404,
        Optional.of(who),
        "Nothing here",
        "There is no such thing, or it is not yours to see. Look for it in the lists.");
  }

  private byte[] written(String template, Map<String, Object> values) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(template, values, output);
    ByteArrayOutputStream out = new ByteArrayOutputStream(output.getContentLength());
    try {
      output.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return out.toByteArray();
  }
}
