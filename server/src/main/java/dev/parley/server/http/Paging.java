package dev.parley.server.http;

/// How long pages are, and what a position looks like (protocol section 13).
final class Paging {
  static final int USUAL = 50;
  static final int MOST = 200;

  private static final int DIGITS_MAX = 15;

  private Paging() {}

  static boolean isPosition(String text) {
    return !text.isEmpty()
        && text.length() <= DIGITS_MAX
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
