package io.widthwise.inference.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashGuardTest {
  private static final WorkedFrame POISON = frame("poison", 7);
  private static final WorkedFrame SOUND = frame("sound", 8);

  @TempDir Path directory;

  @Test
  void aFrameThatIsServedLeavesNothing() throws Exception {
    try (CrashGuard guard = CrashGuard.open(directory)) {
      assertThat(guard.<String, RuntimeException>run(SOUND, () -> "label")).isEqualTo("label");
      assertThatThrownBy(
              () ->
                  guard.<String, IOException>run(
                      SOUND,
                      () -> {
                        throw new IOException("no picture");
                      }))
          .isInstanceOf(IOException.class);
    }
    assertThat(strikes(SOUND)).isZero();
    assertThat(directory.toFile().list((folder, name) -> name.endsWith(".journal"))).isEmpty();
  }

  @Test
  void aFrameThatEndsItsLaneHasAStrikeEachTime() throws Exception {
    for (int strike = 1; strike <= 2; strike++) {
      failOn(POISON);
      assertThat(strikes(POISON)).isEqualTo(strike);
    }
    assertThat(strikes(frame("poison", 99))).as("the same frame at another offset").isEqualTo(2);
    assertThat(strikes(SOUND)).isZero();
  }

  @Test
  void aLaneThatIsAtWorkIsNoDeadOne() throws Exception {
    try (CrashGuard guard = CrashGuard.open(directory)) {
      guard.<Void, Exception>run(
          SOUND,
          () -> {
            assertThat(strikes(SOUND)).isZero();
            return null;
          });
    }
  }

  @Test
  void aProcessThatDiesLeavesItsFrame() throws Exception {
    for (int strike = 1; strike <= 2; strike++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:ErrorFile=" + directory.resolve("crash-%p.log"),
                  "-XX:-CreateCoredumpOnCrash",
                  "-cp",
                  System.getProperty("java.class.path"),
                  DyingLane.class.getName(),
                  directory.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("out.txt").toFile())
              .start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isNotZero();
      assertThat(directory.resolve("out.txt")).content().contains("SIGSEGV");
      assertThat(strikes(DyingLane.FRAME)).isEqualTo(strike);
    }
  }

  /** Two lanes die together though one frame did it: the other must not share its second strike. */
  @Test
  void aFrameWithAStrikeIsTriedAlone() throws Exception {
    failOn(POISON);
    try (CrashGuard suspectLane = CrashGuard.open(directory);
        CrashGuard otherLane = CrashGuard.open(directory)) {
      CountDownLatch otherWorks = new CountDownLatch(1);
      CountDownLatch otherMayEnd = new CountDownLatch(1);
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(
              () ->
                  otherLane.<Void, RuntimeException>run(
                      SOUND,
                      () -> {
                        otherWorks.countDown();
                        awaitQuietly(otherMayEnd);
                        return null;
                      }));
      otherWorks.await();
      CompletableFuture<Boolean> alone =
          CompletableFuture.supplyAsync(
              () ->
                  suspectLane.<Boolean, RuntimeException>run(
                      POISON, () -> otherMayEnd.getCount() == 0));
      otherMayEnd.countDown();
      assertThat(alone.get(10, TimeUnit.SECONDS)).isTrue();
      other.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void strikesAreForgottenAfterADay() throws Exception {
    failOn(POISON);
    Instant later = Instant.now().plus(CrashRecord.MEMORY).plusSeconds(60);
    assertThat(CrashRecord.read(directory, later).strikes(POISON)).isZero();
    assertThat(strikes(POISON)).isZero();
  }

  @Test
  void aJournalOfForeignBytesIsNoStrike() throws Exception {
    Files.write(directory.resolve("damaged.journal"), new byte[] {1, 2, 0, 0, 0, 9, 9, 9});
    assertThat(CrashRecord.read(directory, Instant.now()).struck()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedWithTheKeyThatChoosesAnother() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> CrashGuard.open(file.resolve("journals")))
        .withMessageContaining(file.toString())
        .withMessageContaining("widthwise.crash-journal.directory");
  }

  private void failOn(WorkedFrame frame) throws IOException {
    try (CrashGuard guard = CrashGuard.open(directory)) {
      assertThatThrownBy(
              () ->
                  guard.<Void, RuntimeException>run(
                      frame,
                      () -> {
                        throw new IllegalStateException("the runtime failed");
                      }))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private int strikes(WorkedFrame frame) throws IOException {
    return CrashRecord.read(directory, Instant.now()).strikes(frame);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WorkedFrame frame(String id, long offset) {
    return new WorkedFrame("widthwise.frames", 3, offset, "camera", id);
  }
}
