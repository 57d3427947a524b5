package io.widthwise.models.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullerTest {
  private static final byte[] CONTENT = Pins.bytes(300_000, 1);
  private static final PinnedFile FILE = Pins.of("net.tflite", CONTENT);
  private static final PinnedFile BY_BLOB = Pins.byBlob("net.tflite", CONTENT);

  /** So long that no busy machine takes it for a stall; one test shortens it. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private FaultyServer server;
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = new FaultyServer(CONTENT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void bringsTheFileAndNothingElse() throws IOException {
    assertThat(pull(FILE)).containsExactly(folder.resolve("net.tflite"));

    assertOnlyTheFile();
    assertThat(server.asked()).containsExactly(new FaultyServer.Asked("/files/net.tflite", "", ""));
    assertThat(heard).startsWith("arriving from 0 of 300000").endsWith("arrived 300000", "done");
  }

  @Test
  void fileOfUnknownSizeIsCheckedByItsBlobId() throws IOException {
    server.then(FaultyServer.chunked(CONTENT));

    pull(BY_BLOB);

    assertOnlyTheFile();
  }

  @Test
  void goesOnWhereTheConnectionWasCut() throws IOException {
    server.then(server.cutAfter(100_000)).then(server.cutAfter(50_000));

    pull(FILE);

    assertOnlyTheFile();
    assertThat(server.asked()).hasSize(3);
    assertResumed(server.asked().get(1), "\"one\"");
    assertResumed(server.asked().get(2), "\"one\"");
  }

  @Test
  void nextRunGoesOnWhereTheLastOneGaveUp() throws IOException {
    server.then(server.cutAfter(100_000)).then(FaultyServer.status(500));
    assertThatThrownBy(() -> pull(FILE, 1))
        .isInstanceOf(PullException.class)
        .hasMessageContaining("answers 500; 1 tries in a row brought nothing")
        .hasMessageContaining("The next pull goes on from the")
        .hasMessageContaining("net.tflite.part");
    assertThat(folder.resolve("net.tflite")).doesNotExist();
    long kept = Files.size(folder.resolve("net.tflite.part"));
    assertThat(kept).isPositive();

    pull(FILE);

    assertOnlyTheFile();
    assertThat(server.asked().get(2).range()).isEqualTo("bytes=%d-".formatted(kept));
    assertThat(server.asked().get(2).ifRange()).isEqualTo("\"one\"");
  }

  @Test
  void serverThatKnowsNoRangesSendsTheWholeAgain() throws IOException {
    server.forgetRanges();
    server.then(server.cutAfter(100_000));

    pull(FILE);

    assertOnlyTheFile();
    assertThat(server.asked().get(1).range()).startsWith("bytes=");
    assertThat(heard).filteredOn(line -> line.startsWith("arriving from 0 ")).hasSize(2);
  }

  @Test
  void otherVersionOnTheServerIsNotAppended() throws IOException {
    byte[] old = Pins.bytes(CONTENT.length, 2);
    server.become(old, "\"zero\"");
    server.then(server.cutAfter(100_000)).then(FaultyServer.status(500));
    assertThatThrownBy(() -> pull(FILE, 1)).isInstanceOf(PullException.class);
    server.become(CONTENT, "\"one\"");

    pull(FILE);

    assertOnlyTheFile();
    assertThat(server.asked()).hasSize(3);
    assertResumed(server.asked().get(2), "\"zero\"");
  }

  @Test
  void mixtureOfTwoVersionsIsThrownAwayAndFetchedFromTheBeginning() throws IOException {
    server.become(CONTENT, null);
    Files.write(folder.resolve("net.tflite.part"), Pins.bytes(1000, 3));

    pull(FILE);

    assertOnlyTheFile();
    assertThat(server.asked())
        .extracting(FaultyServer.Asked::range)
        .containsExactly("bytes=1000-", "");
    assertThat(heard).anyMatch(line -> line.startsWith("discarded expected SHA-256 "));
  }

  @Test
  void partLongerThanTheFileIsThrownAway() throws IOException {
    Files.write(folder.resolve("net.tflite.part"), Pins.bytes(CONTENT.length + 1, 3));

    pull(FILE);

    assertOnlyTheFile();
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void partThatIsWholeIsNotFetchedAgain() throws IOException {
    Files.write(folder.resolve("net.tflite.part"), CONTENT);

    pull(BY_BLOB);

    assertOnlyTheFile();
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void wrongByteIsRefusedNamingBothHashes() {
    byte[] wrong = CONTENT.clone();
    wrong[123_456] ^= 1;
    server.become(wrong, "\"one\"");

    assertThatThrownBy(() -> pull(FILE))
        .isInstanceOf(PullException.class)
        .hasMessageContaining(server.base() + "net.tflite is not the pinned net.tflite")
        .hasMessageContaining(
            "expected SHA-256 %s but got %s"
                .formatted(FILE.sha256().orElseThrow(), Pins.digest(wrong).sha256()))
        .hasMessageContaining("Take the file of https://weights.invalid/net.tflite");
    assertNothing();
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void wrongByteOfAFileKnownByItsBlobIdIsRefusedNamingBothIds() {
    byte[] wrong = CONTENT.clone();
    wrong[0] ^= 1;
    server.become(wrong, "\"one\"");

    assertThatThrownBy(() -> pull(BY_BLOB))
        .isInstanceOf(PullException.class)
        .hasMessageContaining(
            "expected git blob id %s but got %s"
                .formatted(BY_BLOB.gitBlobId().orElseThrow(), Pins.digest(wrong).gitBlobId()));
    assertNothing();
  }

  @Test
  void fileOfAnotherSizeIsRefusedBeforeItArrives() {
    server.become(Arrays.copyOf(CONTENT, 299_999), "\"one\"");

    assertThatThrownBy(() -> pull(FILE))
        .isInstanceOf(PullException.class)
        .hasMessageContaining("expected 300000 bytes but got 299999");
    assertNothing();
    assertThat(heard).isEmpty();
  }

  @Test
  void bodyThatEndsEarlyWithoutATraceIsAskedForAgain() throws IOException {
    server.then(FaultyServer.chunked(Arrays.copyOf(CONTENT, 1000)));

    pull(FILE);

    assertOnlyTheFile();
    assertThat(heard).contains("retrying: ended after 1000 of 300000 bytes");
  }

  @Test
  void bodyWithoutEndIsStopped() {
    server.then(FaultyServer.chunked(Pins.bytes(2 * CONTENT.length, 4)));

    assertThatThrownBy(() -> pull(FILE))
        .isInstanceOf(PullException.class)
        .hasMessageContaining("expected 300000 bytes but more arrive");
    assertNothing();
  }

  @Test
  void serverThatFallsSilentIsAskedAgain() throws IOException {
    server.then(server.silentAfter(100_000));

    pull(FILE, 1000, Duration.ofMillis(300));

    assertOnlyTheFile();
    assertThat(heard).contains("retrying: nothing arrived for 300 ms");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 403, 400})
  void answerThatWillNotChangeIsNotAskedForAgain(int status) {
    server.then(FaultyServer.status(status));

    assertThatThrownBy(() -> pull(FILE))
        .isInstanceOf(PullException.class)
        .hasMessageContaining(server.base() + "net.tflite")
        .hasMessageContaining(Integer.toString(status))
        .hasMessageContaining("--mirror");
    assertThat(server.asked()).hasSize(1);
    assertThat(pauses).isEmpty();
    assertNothing();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503})
  void answerThatMayChangeIsAskedForAgain(int status) throws IOException {
    server.then(FaultyServer.status(status)).then(FaultyServer.status(status));

    pull(FILE);

    assertOnlyTheFile();
    assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void serverIsLeftAloneAsLongAsItAsksButNotForEver() throws IOException {
    server
        .then(FaultyServer.status(503, "Retry-After", "7"))
        .then(FaultyServer.status(503, "Retry-After", "86400"));

    pull(FILE);

    assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30));
  }

  @Test
  void givesUpAfterSomeTriesThatBringNothing() {
    for (int i = 0; i < 3; i++) {
      server.then(FaultyServer.status(503));
    }

    assertThatThrownBy(() -> pull(FILE, 3))
        .isInstanceOf(PullException.class)
        .hasMessageContaining("cannot be fetched")
        .hasMessageContaining("3 tries in a row brought nothing. Where there is no way");
    assertThat(pauses).hasSize(2);
    assertNothing();
  }

  @Test
  void triesThatBringSomethingDoNotCount() throws IOException {
    for (int i = 0; i < 8; i++) {
      server.then(server.cutAfter(30_000));
    }

    pull(FILE, 2);

    assertOnlyTheFile();
    assertThat(server.asked()).hasSize(9);
  }

  @Test
  void redirectIsFollowed() throws IOException {
    server.then(FaultyServer.status(302, "Location", "/elsewhere/net.tflite"));

    pull(FILE);

    assertOnlyTheFile();
    assertThat(server.asked().get(1).path()).isEqualTo("/elsewhere/net.tflite");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bytes 7-299999/300000", "pages 1-2/3"})
  void partOfTheFileThatWasNotAskedForIsNotTaken(String range) throws IOException {
    server.then(server.cutAfter(100_000)).then(FaultyServer.status(206, "Content-Range", range));

    pull(FILE);

    assertOnlyTheFile();
    assertThat(server.asked()).hasSize(3);
  }

  @Test
  void hostThatTakesNoConnectionsIsNamed() {
    URI base = server.base();
    server.close();

    assertThatThrownBy(() -> pull(FILE, 2))
        .isInstanceOf(PullException.class)
        .hasMessageContaining(base + "net.tflite cannot be fetched: ")
        .hasMessageNotContaining("null");
    assertThat(pauses).hasSize(1);
    assertNothing();
  }

  @Test
  void fileThatIsHereIsNotFetched() throws IOException {
    Files.write(folder.resolve("net.tflite"), CONTENT);

    pull(FILE);

    assertThat(server.asked()).isEmpty();
    assertThat(heard).containsExactly("present");
  }

  @Test
  void fileThatWasDamagedHereIsFetchedAnew() throws IOException {
    Files.write(folder.resolve("net.tflite"), Pins.bytes(CONTENT.length, 5));

    pull(FILE);

    assertOnlyTheFile();
    assertThat(heard.get(0)).startsWith("discarded expected SHA-256");
  }

  @Test
  void twoPullsDoNotWriteIntoOneFile() throws IOException {
    try (PartFile other = PartFile.open(folder.resolve("net.tflite"))) {
      assertThat(other.size()).isZero();
      assertThatThrownBy(() -> pull(FILE))
          .isInstanceOf(PullException.class)
          .hasMessageContaining("net.tflite.part is being written by another pull");
    }
    pull(FILE);
    assertOnlyTheFile();
  }

  @Test
  void directoryServesAsMirrorInEachWayToNameIt() throws IOException {
    Path mirror = Files.createDirectories(folder.resolve("a mirror"));
    Files.write(mirror.resolve("net.tflite"), CONTENT);

    for (String name : List.of(mirror.toString(), mirror.toUri().toString())) {
      Path to = Files.createTempDirectory(folder, "to");
      new Puller(Mirrors.parse(name), to, PullListener.NONE).pull(List.of(FILE));
      assertThat(to.resolve("net.tflite")).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void httpMirrorNeedsNoSlashAtItsEnd() throws IOException {
    String base = server.base().toString();

    new Puller(Mirrors.parse(base.substring(0, base.length() - 1)), folder, PullListener.NONE)
        .pull(List.of(FILE));

    assertOnlyTheFile();
  }

  @Test
  void mirrorWithoutTheFileSaysWhichToPutThere() {
    assertThatThrownBy(
            () ->
                new Puller(
                        Mirrors.parse(folder.toString()), folder.resolve("to"), PullListener.NONE)
                    .pull(List.of(FILE)))
        .isInstanceOf(PullException.class)
        .hasMessage(
            "The mirror has no %s; put the file of https://weights.invalid/net.tflite there, or leave out --mirror",
            folder.resolve("net.tflite"));
  }

  @Test
  void mirrorWithAnotherFileIsRefused() throws IOException {
    Files.write(folder.resolve("net.tflite"), Pins.bytes(CONTENT.length, 6));

    assertThatThrownBy(
            () ->
                new Puller(
                        Mirrors.parse(folder.toString()), folder.resolve("to"), PullListener.NONE)
                    .pull(List.of(FILE)))
        .isInstanceOf(PullException.class)
        .hasMessageContaining("expected SHA-256");
    assertThat(folder.resolve("to")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://weights.invalid/files",
        "/no/such/directory",
        "https://weights.invalid/files?x=1",
        "file://weights.invalid/files",
        "http://weights.invalid/a b"
      })
  void mirrorThatIsNoneIsToldSo(String mirror) {
    assertThatThrownBy(() -> Mirrors.parse(mirror))
        .isInstanceOf(PullException.class)
        .hasMessageContaining("mirror")
        .hasMessageContaining(mirror.substring(0, 8));
  }

  private List<Path> pull(PinnedFile file) throws IOException {
    return pull(file, 5);
  }

  private List<Path> pull(PinnedFile file, int tries) throws IOException {
    return pull(file, tries, PATIENCE);
  }

  private List<Path> pull(PinnedFile file, int tries, Duration stall) throws IOException {
    Backoff backoff =
        new Backoff(tries, Duration.ofMillis(500), Duration.ofSeconds(30), pauses::add);
    return new Puller(HttpSource.mirror(server.base(), stall), folder, new Ear(), backoff)
        .pull(List.of(file));
  }

  private static void assertResumed(FaultyServer.Asked asked, String version) {
    assertThat(asked.range()).matches("bytes=[1-9]\\d*-");
    assertThat(asked.ifRange()).isEqualTo(version);
  }

  private void assertOnlyTheFile() throws IOException {
    assertThat(folder.resolve("net.tflite")).hasBinaryContent(CONTENT);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  private void assertNothing() {
    assertThat(folder).isEmptyDirectory();
  }

  private final class Ear implements PullListener {
    @Override
    public void present(PinnedFile file) {
      heard.add("present");
    }

    @Override
    public void arriving(PinnedFile file, long from, OptionalLong total) {
      heard.add("arriving from %d of %d".formatted(from, total.orElse(-1)));
    }

    @Override
    public void arrived(PinnedFile file, long bytes) {
      heard.add("arrived " + bytes);
    }

    @Override
    public void retrying(PinnedFile file, String fault, Duration pause) {
      heard.add("retrying: " + fault);
    }

    @Override
    public void discarded(PinnedFile file, String fault) {
      heard.add("discarded " + fault);
    }

    @Override
    public void done(PinnedFile file) {
      heard.add("done");
    }
  }
}
