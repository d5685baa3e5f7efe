package dev.parley.bench.trust;

/// Everybody is worth the same.
final class NoScore implements Algorithm {
  @Override
  public void joined(int agent, int identity, boolean seed) {}

  @Override
  public void observe(Dealing dealing) {}

  @Override
  public void endorsed(int endorser, int agent, int round) {}

  @Override
  public void endOf(int round) {}

  @Override
  public double score(int agent) {
    return 0;
  }
}
