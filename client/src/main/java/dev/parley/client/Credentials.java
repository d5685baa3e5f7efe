package dev.parley.client;

import dev.parley.core.identity.ProofSigner;
import java.util.Optional;

/// What a request shows of its sender.
interface Credentials {

  /// What to show now; may have to ask the node for a token first.
  Shown show();

  /// A token was declined; another one is needed.
  void forget(String token);

  /// What one request shows.
  ///
  /// @param prover whose key proves possession, if anybody's
  /// @param token the access token bound to that key, if the request needs one
  record Shown(Optional<ProofSigner> prover, Optional<String> token) {}

  /// Nothing at all: for what everybody may read.
  static Credentials none() {
    return fixed(new Shown(Optional.empty(), Optional.empty()));
  }

  /// A proof without a token: for the request that asks for one.
  static Credentials proof(ProofSigner signer) {
    return fixed(new Shown(Optional.of(signer), Optional.empty()));
  }

  private static Credentials fixed(Shown shown) {
    return new Credentials() {
      @Override
      public Shown show() {
        return shown;
      }

      @Override
      public void forget(String token) {
        throw new IllegalStateException("no token was shown");
      }
    };
  }
}
