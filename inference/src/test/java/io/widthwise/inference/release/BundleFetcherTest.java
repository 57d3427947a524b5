package io.widthwise.inference.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.signing.BundleKey;
import io.widthwise.inference.signing.BundleSignature;
import io.widthwise.inference.signing.KeyFiles;
import io.widthwise.inference.testing.TinyBundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFetcherTest {
  @TempDir private Path folder;
  private Path served;
  private Path scratch;
  private LadderBundle bundle;
  private HttpServer server;

  @BeforeEach
  void serveABundle() throws IOException {
    served = folder.resolve("served");
    bundle = TinyBundle.create(served);
    scratch = Files.createDirectory(folder.resolve("scratch"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/models/",
        exchange -> {
          Path file = served.resolve(exchange.getRequestURI().getPath().substring(8));
          boolean there = Files.isRegularFile(file);
          byte[] body = there ? Files.readAllBytes(file) : new byte[0];
          exchange.sendResponseHeaders(there ? 200 : 404, there ? body.length : -1);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServing() {
    server.stop(0);
  }

  @Test
  void aBundleIsOpenedWhereItIs() throws IOException {
    LadderBundle opened = fetch(served.toUri(), bundle.ladderSha256());

    assertThat(opened.ladder()).isEqualTo(bundle.ladder());
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aBundleIsDownloadedWithOrWithoutASlashAtItsEnd() throws IOException {
    for (String uri : List.of(http() + "models", http() + "models/")) {
      assertThat(fetch(URI.create(uri), bundle.ladderSha256()).ladder()).isEqualTo(bundle.ladder());
    }
  }

  @Test
  void aSignedBundleIsDownloadedWithAllThatWasSigned() throws IOException {
    Path key = folder.resolve("key");
    BundleKey trusted = KeyFiles.generate(key);
    Files.writeString(served.resolve("MODEL CARD.md"), "about it");
    BundleSignature.sign(served, key);

    LadderBundle opened =
        new BundleFetcher(List.of(trusted))
            .open(URI.create(http() + "models/"), bundle.ladderSha256(), scratch);

    assertThat(opened.directory().resolve("MODEL CARD.md")).hasContent("about it");
  }

  @Test
  void anUnsignedBundleIsNotEvenDownloadedWhereAKeyIsTrusted() throws IOException {
    BundleKey trusted = KeyFiles.generate(folder.resolve("key"));

    assertThatThrownBy(
            () ->
                new BundleFetcher(List.of(trusted))
                    .open(URI.create(http() + "models/"), bundle.ladderSha256(), scratch))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bundle.sig answers with status 404");
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void anotherBundleThanWasAnnouncedIsRefused() {
    assertThatThrownBy(() -> fetch(served.toUri(), "0".repeat(64)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("but 0000")
        .hasMessageContaining("release it again");
  }

  @Test
  void aFileThatIsMissingThereIsTold() throws IOException {
    Files.delete(served.resolve("labels.txt"));

    assertThatThrownBy(() -> fetch(URI.create(http() + "models/"), bundle.ladderSha256()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("labels.txt answers with status 404");
  }

  @Test
  void otherSchemesAreNotRead() {
    for (String uri : List.of("ftp://host/models/", "models", "jar:file:/a.jar!/b")) {
      assertThatThrownBy(() -> fetch(URI.create(uri), bundle.ladderSha256()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("begins with file:, http: or https:");
    }
  }

  private String http() {
    return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
  }

  private LadderBundle fetch(URI uri, String sha256) throws IOException {
    return new BundleFetcher(List.of()).open(uri, sha256, scratch);
  }
}
