package dev.parley.server.config;

import java.nio.file.Path;

/// Where a node's TLS identity lies, as PEM files.
///
/// @param certificates the node's certificate, then those that vouch for it
/// @param privateKey its key, PKCS #8, not encrypted
public record TlsFiles(Path certificates, Path privateKey) {}
