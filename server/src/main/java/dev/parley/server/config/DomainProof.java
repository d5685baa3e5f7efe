package dev.parley.server.config;

import java.nio.file.Path;
import java.util.Optional;

/// That organisations may prove their domains to a node, by a record on their own web servers.
///
/// @param trustAnchors the PEM file of the certificates that web servers are checked against;
///   absent: those of the platform
public record DomainProof(Optional<Path> trustAnchors) {
  /// With the certificates of the platform.
  public static final DomainProof PLATFORM = new DomainProof(Optional.empty());
}
