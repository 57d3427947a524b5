package io.widthwise.inference.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.testing.TinyBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleSignatureTest {
  @TempDir private Path folder;
  private Path bundle;
  private Path privateKey;
  private BundleKey key;

  @BeforeEach
  void signABundle() throws IOException {
    bundle = folder.resolve("bundle");
    TinyBundle.create(bundle);
    privateKey = folder.resolve("key.pem");
    key = KeyFiles.generate(privateKey);
    BundleSignature.sign(bundle, privateKey);
  }

  @Test
  void aSignedBundleOpensWithItsKey() throws IOException {
    assertThat(BundleSignature.open(bundle, List.of(key)).ladderSha256())
        .isEqualTo(LadderBundle.open(bundle).ladderSha256());
    assertThat(BundleSignature.verify(bundle, List.of(key)).id()).isEqualTo(key.id());
  }

  @Test
  void signingAgainGivesTheSameFile() throws IOException {
    String first = Files.readString(bundle.resolve(BundleSignature.FILE));
    BundleSignature.sign(bundle, privateKey);

    assertThat(bundle.resolve(BundleSignature.FILE)).hasContent(first);
    assertThat(first.lines().toList().get(0)).isEqualTo("widthwise-bundle 1");
  }

  @Test
  void aKeyIsReadFromItsFileAndFromItsOneLine() throws IOException {
    BundleKey fromFile = BundleKey.parse(KeyFiles.publicFile(privateKey).toString());
    BundleKey fromLine = BundleKey.parse(key.inline());

    assertThat(List.of(fromFile.id(), fromLine.id())).containsOnly(key.id());
    BundleSignature.verify(bundle, List.of(fromLine));
  }

  @Test
  void anyOfSeveralTrustedKeysWillDo() throws IOException {
    BundleKey other = KeyFiles.generate(folder.resolve("other.pem"));

    assertThat(BundleSignature.verify(bundle, List.of(other, key)).id()).isEqualTo(key.id());
  }

  @Test
  void thePrivateKeyIsItsOwnersAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateKey)))
        .isEqualTo("rw-------");
  }

  @Test
  void aKeyIsNeverOverwritten() {
    assertThatThrownBy(() -> KeyFiles.generate(privateKey))
        .hasMessageContaining("is there already");
  }

  @Test
  void aPrivateKeyIsNotTakenForAPublicOneAndNotQuoted() throws IOException {
    String secret = Files.readAllLines(privateKey).get(1);

    for (String given : List.of(privateKey.toString(), Files.readString(privateKey))) {
      assertThatThrownBy(() -> BundleKey.parse(given))
          .isInstanceOf(SignatureException.class)
          .hasMessageContaining("private key")
          .hasMessageNotContaining(secret);
    }
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThatThrownBy(() -> BundleKey.parse("no-such-file.pub"))
        .hasMessageContaining("neither a file nor an Ed25519 public key");
    assertThatThrownBy(() -> BundleSignature.sign(bundle, KeyFiles.publicFile(privateKey)))
        .hasMessageContaining("no Ed25519 private key");
  }

  @Test
  void anUnsignedBundleIsRefused() throws IOException {
    Files.delete(bundle.resolve(BundleSignature.FILE));

    refused("is not signed");
    assertThat(BundleSignature.open(bundle, List.of()).ladder().release()).isEqualTo("test");
  }

  @Test
  void anotherSignersBundleIsRefused() throws IOException {
    KeyFiles.generate(folder.resolve("stranger.pem"));
    BundleSignature.sign(bundle, folder.resolve("stranger.pem"));

    refused("no key that is trusted (" + key.id());
  }

  @Test
  void anAlteredFileIsRefusedByName() throws IOException {
    for (String name : List.of("labels.txt", LadderBundle.MANIFEST, onnx())) {
      byte[] before = Files.readAllBytes(bundle.resolve(name));
      Files.write(bundle.resolve(name), new byte[] {' '}, StandardOpenOption.APPEND);
      refused(name + ": was altered after the bundle was signed");
      Files.write(bundle.resolve(name), before);
    }
  }

  @Test
  void anExtraFileAndAFolderAreRefusedByName() throws IOException {
    Files.writeString(bundle.resolve("extra.bin"), "x");
    refused("extra.bin: was added");
    Files.delete(bundle.resolve("extra.bin"));
    Files.createDirectory(bundle.resolve("folder"));
    refused("folder: is no plain file");
    Files.delete(bundle.resolve("folder"));
    Files.createSymbolicLink(bundle.resolve("link"), privateKey);
    refused("link: is no plain file");
  }

  @Test
  void aMissingFileIsRefusedByName() throws IOException {
    Files.delete(bundle.resolve("labels.txt"));
    refused("labels.txt: was signed but is missing");
  }

  @Test
  void anAlteredListOfHashesIsRefused() throws IOException {
    Path file = bundle.resolve(BundleSignature.FILE);
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\n[0-9a-f]{4}", "\n0000"));
    refused("the list of hashes was altered");
    Files.writeString(file, text.substring(0, text.indexOf("-- ")));
    refused("ends in no signature");
    Files.write(file, "-- ed25519 AAAA\n".getBytes(StandardCharsets.UTF_8));
    refused("ends in no signature");
    Files.writeString(file, text.replaceAll("-- ed25519 .*", "-- ed25519 AAAA"));
    assertThatThrownBy(() -> BundleSignature.open(bundle, List.of(key)))
        .isInstanceOf(SignatureException.class);
  }

  private String onnx() throws IOException {
    return LadderBundle.open(bundle).ladder().variants().get(0).file();
  }

  private void refused(String why) {
    assertThatThrownBy(() -> BundleSignature.open(bundle, List.of(key)))
        .isInstanceOf(SignatureException.class)
        .hasMessageContaining(why);
  }
}
