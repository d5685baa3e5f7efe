package dev.parley.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// What `--version` says: the release, the protocol's version label, and the Java runtime in use.
final class Versions implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String release =
        Objects.requireNonNullElse(
            Parley.class.getPackage().getImplementationVersion(), "unpackaged");
    return new String[] {
      "parley " + release,
      "protocol asp/0.1",
      "java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
    };
  }
}
