package dev.parley.server.organization;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// How a node reaches the web servers of organisations. No request and no configuration file
/// changes names, addresses or the port: only a program that has the node in hand can.
///
/// @param names finds addresses
/// @param addresses which of them are connected to
/// @param port the port of HTTPS
/// @param tls knows which certificates are trusted
/// @param time how long one look may take, from the name to the last byte, redirects included
public record WebReach(
    NameService names, AddressRule addresses, int port, SSLSocketFactory tls, Duration time) {
  private static final int HTTPS = 443;
  private static final Duration TIME = Duration.ofSeconds(5);

  /// The public web.
  ///
  /// @param trustAnchors a PEM file of the certificates to trust; absent: those of the platform
  /// @return port 443 of public addresses, five seconds
  /// @throws IOException when the file cannot be read
  /// @throws GeneralSecurityException when it holds no certificates
  public static WebReach publicWeb(Optional<Path> trustAnchors)
      throws IOException, GeneralSecurityException {
    return new WebReach(
        NameService.PLATFORM, AddressRule.PUBLIC_ONLY, HTTPS, trusting(trustAnchors), TIME);
  }

  /// Trusts certificates.
  ///
  /// @param anchors a PEM file; absent: those of the platform
  /// @return makes connections to whoever shows a certificate that they vouch for
  /// @throws IOException when the file cannot be read
  /// @throws GeneralSecurityException when it holds no certificates
  public static SSLSocketFactory trusting(Optional<Path> anchors)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors.isPresent() ? store(anchors.get()) : platform());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private static @Nullable KeyStore platform() {
    return null;
  }

  private static KeyStore store(Path anchors) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(anchors)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new GeneralSecurityException("no certificate in " + anchors);
      }
      for (Certificate certificate : found) {
        store.setCertificateEntry("anchor-" + store.size(), certificate);
      }
    }
    return store;
  }
}
