package dev.parley.console.page;

import dev.parley.console.people.SignIns;
import dev.parley.server.http.Bodies;
import dev.parley.server.http.NodeBinding;
import dev.parley.server.http.Pages;
import dev.parley.server.streams.Streams;

/// What all pages stand on. Immutable.
///
/// @param ground the node under it
/// @param signIns who is signed in
/// @param html writes pages
/// @param door lets people in
public record Site(Pages.Ground ground, SignIns signIns, Html html, Door door) {
  /// Where the pages are.
  public static final String ROOT = "/console";

  /// Puts it together.
  ///
  /// @param ground the node
  /// @return a site with nobody signed in
  public static Site on(Pages.Ground ground) {
    SignIns signIns = new SignIns(ground.node().nanos());
    Html html = new Html(ground.about().domain());
    return new Site(ground, signIns, html, new Door(ground, signIns, html));
  }

  /// What the node stands on.
  ///
  /// @return the same each time
  public NodeBinding.Parts node() {
    return ground.node();
  }

  /// Reads forms.
  ///
  /// @return the same each time
  public Bodies bodies() {
    return ground.bodies();
  }

  /// The streams that may be open.
  ///
  /// @return the same each time
  public Streams streams() {
    return ground.streams();
  }
}
