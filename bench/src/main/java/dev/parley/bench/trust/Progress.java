package dev.parley.bench.trust;

/// Hears how far a long run is. Called from several threads.
public interface Progress {
  /// What is done now.
  ///
  /// @param what some words
  void at(String what);

  /// One more step of the number that was announced is done.
  void step();

  /// Nobody listens.
  Progress UNHEARD =
      new Progress() {
        @Override
        public void at(String what) {}

        @Override
        public void step() {}
      };
}
