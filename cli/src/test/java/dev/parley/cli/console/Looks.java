package dev.parley.cli.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/// How a browser shows pages.
///
/// @param colours light or dark
/// @param width of the window, in pixels
/// @param scripts whether it runs scripts
record Looks(ColorScheme colours, int width, boolean scripts) {
  static final int HEIGHT = 900;

  static final Looks LIGHT = new Looks(ColorScheme.LIGHT, 1280, true);
  static final Looks DARK = new Looks(ColorScheme.DARK, 1280, true);
  static final Looks PHONE = new Looks(ColorScheme.LIGHT, 390, true);
  static final Looks WITHOUT_SCRIPTS = new Looks(ColorScheme.LIGHT, 1280, false);

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setColorScheme(colours)
        .setViewportSize(width, HEIGHT)
        .setDeviceScaleFactor(1)
        .setReducedMotion(ReducedMotion.REDUCE)
        .setJavaScriptEnabled(scripts);
  }
}
