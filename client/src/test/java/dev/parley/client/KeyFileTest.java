package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.identity.AgentKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys lie where only their owner reads them, whole or not at all.
final class KeyFileTest {
  private static final CardDraft CARD = CardDraft.named("Alpha").offering("a").offering("b");

  private final Path folder;
  private final Path path;

  KeyFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.path = folder.resolve("keys").resolve("alpha.json");
  }

  private KeyFile create() {
    return KeyFile.create(path, Pair.ALPHA, "org_acme", CARD);
  }

  @Test
  void keepsEverythingForItsOwnerOnly() throws IOException {
    KeyFile created = create();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    KeyFile opened = KeyFile.open(path);
    assertThat(opened.agentId()).isEqualTo(Pair.ALPHA);
    assertThat(opened.orgId()).isEqualTo("org_acme");
    assertThat(opened.card()).isEqualTo(CARD);
    assertThat(opened.keys().privateJson()).isEqualTo(created.keys().privateJson());
    try (Stream<Path> files = Files.list(path.toAbsolutePath().getParent())) {
      assertThat(files).containsExactly(path.toAbsolutePath());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------", "rw--w----"})
  void refusesAFileThatOthersMayTouch(String permissions) throws IOException {
    create();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(() -> KeyFile.open(path))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void overwritesNothing() throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "something else");
    assertThatThrownBy(this::create).isInstanceOf(KeyFileException.class);
    assertThat(Files.readString(path)).isEqualTo("something else");
    try (Stream<Path> files = Files.list(path.getParent())) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void followsNoLink() throws IOException {
    create();
    Path link = Files.createSymbolicLink(folder.resolve("link"), path);
    assertThatThrownBy(() -> KeyFile.open(link)).isInstanceOf(KeyFileException.class);
  }

  @Test
  void saysWhatIsMissingOrDamaged() throws IOException {
    assertThatThrownBy(() -> KeyFile.open(path))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("no key file");
    create();
    String whole = Files.readString(path);
    for (String damaged :
        new String[] {
          "",
          "{}",
          whole.substring(1),
          whole.replace("parley-keys/1", "parley-keys/2"),
          whole.replaceFirst("\"d\":\"[^\"]{8}", "\"d\":\"AAAAAAAA"),
          whole.replace("agent://", "")
        }) {
      Files.writeString(path, damaged);
      assertThatThrownBy(() -> KeyFile.open(path)).isInstanceOf(KeyFileException.class);
    }
  }

  @Test
  void belongsToOneAgent() {
    KeyFile mine = KeyFile.openOrCreate(path, Pair.ALPHA, "org_acme", CARD);
    assertThat(KeyFile.openOrCreate(path, Pair.ALPHA, "org_acme", CARD).keys().privateJson())
        .isEqualTo(mine.keys().privateJson());
    assertThatThrownBy(() -> KeyFile.openOrCreate(path, Pair.BETA, "org_acme", CARD))
        .isInstanceOf(KeyFileException.class);
  }

  @Test
  void keepsNewKeysFromTheMomentTheyExist() {
    KeyFile file = create();
    AgentKeys old = file.keys();
    AgentKeys next = file.prepareNext();
    assertThat(KeyFile.open(path).prepareNext().privateJson()).isEqualTo(next.privateJson());
    assertThat(KeyFile.open(path).keys().privateJson()).isEqualTo(old.privateJson());
    file.rotated();
    KeyFile after = KeyFile.open(path);
    assertThat(after.keys().privateJson()).isEqualTo(next.privateJson());
    assertThat(after.keysOf(old.signer().publicKey())).isPresent();
  }

  @Test
  void showsNoSecret() {
    KeyFile file = create();
    file.prepareNext();
    String secret =
        file.keys().privateJson().object("signing").flatMap(k -> k.string("d")).orElseThrow();
    assertThat(file.toString()).contains(Pair.ALPHA.text()).doesNotContain(secret);
  }
}
