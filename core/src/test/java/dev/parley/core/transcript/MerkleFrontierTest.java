package dev.parley.core.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.Hash;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleFrontierTest {
  @Test
  void hashesNothingForAnEmptyTree() {
    assertThat(new MerkleFrontier().root().text())
        .isEqualTo("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void equalsTheRecursiveDefinitionForEverySize() {
    MerkleFrontier frontier = new MerkleFrontier();
    List<byte[]> leaves = new ArrayList<>();
    for (int n = 1; n <= 130; n++) {
      byte[] leaf = ("leaf " + n).getBytes(StandardCharsets.UTF_8);
      leaves.add(leaf);
      frontier.addLeaf(leaf);
      assertThat(frontier.root()).as("%d leaves", n).isEqualTo(Hash.ofRaw(byDefinition(leaves)));
    }
  }

  @Test
  void tellsALeafFromANode() {
    MerkleFrontier two = new MerkleFrontier();
    two.addLeaf(new byte[] {1});
    two.addLeaf(new byte[] {2});
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(Hash.of(new byte[] {0, 1}).raw());
    inner.writeBytes(Hash.of(new byte[] {0, 2}).raw());
    MerkleFrontier one = new MerkleFrontier();
    one.addLeaf(inner.toByteArray());

    assertThat(one.root()).isNotEqualTo(two.root());
  }

  /// RFC 6962, section 2.1: MTH over the largest power of two smaller than n, and the rest.
  private static byte[] byDefinition(List<byte[]> leaves) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    if (leaves.size() == 1) {
      input.write(0);
      input.writeBytes(leaves.getFirst());
      return Hash.of(input.toByteArray()).raw();
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    input.write(1);
    input.writeBytes(byDefinition(leaves.subList(0, split)));
    input.writeBytes(byDefinition(leaves.subList(split, leaves.size())));
    return Hash.of(input.toByteArray()).raw();
  }
}
