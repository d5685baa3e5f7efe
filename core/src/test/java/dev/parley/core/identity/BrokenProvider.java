package dev.parley.core.identity;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SignatureSpi;
import java.util.List;

/// A provider that answers wrongly.
final class BrokenProvider extends Provider {
  private static final long serialVersionUID = 1;

  /// At most one class, which serves for every signature algorithm.
  BrokenProvider(List<Class<? extends SignatureSpi>> signatures) {
    super("Broken", "1", "answers wrongly");
    for (Class<? extends SignatureSpi> type : signatures) {
      put("Signature.EdDSA", type.getName());
      put("Signature.SHA256withECDSA", type.getName());
    }
  }

  /// Every signature is valid.
  public static class AcceptsAll extends SignatureSpi {
    /// For the provider.
    public AcceptsAll() {}

    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {}

    @Override
    protected byte[] engineSign() {
      return new byte[64];
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return true;
    }

    @Deprecated
    @Override
    protected void engineSetParameter(String name, Object value) {}

    @Deprecated
    @Override
    protected Object engineGetParameter(String name) {
      throw new ProviderException("no parameters");
    }
  }

  /// Every question is an exception, as of a native library that has gone wrong.
  public static final class Throws extends AcceptsAll {
    /// For the provider.
    public Throws() {}

    @Override
    protected boolean engineVerify(byte[] signature) {
      throw new ProviderException("the library has gone wrong");
    }
  }
}
