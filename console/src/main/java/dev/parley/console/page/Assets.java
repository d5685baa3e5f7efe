package dev.parley.console.page;

import dev.parley.core.identity.Hash;
import dev.parley.server.http.Access;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Call;
import dev.parley.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Scripts and styles, under addresses that change with their content, so that browsers may keep
/// them for good. Immutable.
public final class Assets {
  private static final String JARS = "/META-INF/resources/webjars/";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private static final List<Source> SOURCES =
      List.of(
          new Source("htmx.js", SCRIPT, JARS + "htmx.org/2.0.10/dist/htmx.min.js"),
          new Source("sse.js", SCRIPT, JARS + "htmx-ext-sse/2.2.2/sse.js"),
          new Source("chart.js", SCRIPT, JARS + "chart.js/4.5.1/dist/chart.umd.min.js"),
          new Source("console.js", SCRIPT, "console.js"),
          new Source("verify.js", SCRIPT, "verify.js"),
          new Source("console.css", "text/css; charset=utf-8", "console.css"),
          new Source("icon.svg", "image/svg+xml", "icon.svg"));

  private final Map<String, Asset> byName;

  private record Source(String name, String type, String place) {}

  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  private record Asset(String version, String type, byte[] bytes) {}

  private Assets(Map<String, Asset> byName) {
    this.byName = byName;
  }

  static Assets load() {
    Map<String, Asset> all = new LinkedHashMap<>();
    for (Source source : SOURCES) {
      try (InputStream in = Assets.class.getResourceAsStream(source.place())) {
        if (in == null) {
          throw new IllegalStateException(source.place() + " is missing from the distribution");
        }
        byte[] bytes = in.readAllBytes();
        String version = Hash.of(bytes).text().replaceFirst("^.*:", "").substring(0, 12);
        all.put(source.name(), new Asset(version, source.type(), bytes));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + source.place(), e);
      }
    }
    return new Assets(all);
  }

  /// Where a script or a style is.
  ///
  /// @param name its name
  /// @return its path
  public String href(String name) {
    Asset asset = byName.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return Site.ROOT + "/assets/" + asset.version() + "/" + name;
  }

  /// Serves them.
  ///
  /// @param html says so where there is none
  /// @return the route
  public Route route(Html html) {
    return new Route(
        "GET", Site.ROOT + "/assets/{version}/{name}", Access.OPEN, call -> served(call, html));
  }

  private Answer served(Call call, Html html) {
    Asset asset = byName.get(call.part("name"));
    return asset == null || !asset.version().equals(call.part("version"))
        ? html.sorry(404, Optional.empty(), "Nothing here", "There is no such file.")
        : Answer.bytes(200, asset.type(), asset.bytes())
            .with("Cache-Control", "public, max-age=31536000, immutable");
  }
}
