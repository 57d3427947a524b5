package io.widthwise.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessTest {
  @TempDir Path directory;

  @Test
  void quotesTheEndOfTheLogOfAProcessThatDiedEarly() {
    JavaProcess process = JavaProcess.start(child("fail"));
    assertThatThrownBy(() -> process.awaitSuccess(Duration.ofSeconds(30)))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("the child ended with exit status 3")
        .hasMessageContaining("the reason is here");
  }

  @Test
  void endsWithItsOwnerEvenIfTheOwnerIsKilled() throws Exception {
    JavaProcess owner = JavaProcess.start(child("own", directory.toString()));
    Path pidFile = directory.resolve("grandchild");
    await().atMost(Duration.ofSeconds(30)).until(() -> java.nio.file.Files.exists(pidFile));
    ProcessHandle grandchild =
        ProcessHandle.of(Long.parseLong(java.nio.file.Files.readString(pidFile))).orElseThrow();

    owner.kill();

    await().atMost(Duration.ofSeconds(30)).until(() -> !grandchild.isAlive());
  }

  @Test
  void isStartedAgainWhenItDiesAndNotWhenItIsStopped() {
    List<String> events = new CopyOnWriteArrayList<>();
    JavaProcess first = JavaProcess.start(child("wait"));
    Supervised supervised =
        new Supervised(
            first,
            () -> JavaProcess.start(child("wait")),
            Supervised.AT_ONCE_MILLIS,
            events::add,
            () -> {});
    first.kill();
    await().atMost(Duration.ofSeconds(30)).until(() -> supervised.restarts() == 1);
    JavaProcess second = supervised.process();
    assertThat(second.pid()).isNotEqualTo(first.pid());
    assertThat(events).singleElement().asString().contains("the child", "died", "again");

    supervised.close();

    assertThat(second.isAlive()).isFalse();
    assertThat(supervised.restarts()).isEqualTo(1);
  }

  @Test
  void aJobManagerIsEndedThatLedAndLeadsNoMore() {
    AtomicBoolean leads = new AtomicBoolean();
    AtomicInteger looks = new AtomicInteger();
    List<String> events = new CopyOnWriteArrayList<>();
    BooleanSupplier answers =
        () -> {
          looks.incrementAndGet();
          return leads.get();
        };
    Duration period = Duration.ofMillis(10);
    Duration limit = Duration.ofMillis(200);
    try (JavaProcess process = JavaProcess.start(child("wait"));
        LeaderWatch watch = new LeaderWatch(answers, () -> process, period, limit, events::add)) {
      await().until(() -> looks.get() > 2 * limit.toMillis() / period.toMillis());
      assertThat(process.isAlive()).as("a process that has not led yet").isTrue();

      leads.set(true);
      int before = looks.get();
      await().until(() -> looks.get() > before + 1);
      leads.set(false);

      await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
      assertThat(events).singleElement().asString().contains("has not led the cluster");
    }
  }

  private JavaCommand child(String... arguments) {
    return new JavaCommand(
        "child",
        ClassPath.ofCurrentJvm(),
        Child.class.getName(),
        List.of("-Xmx32m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
        List.of(arguments),
        Map.of(),
        directory.resolve("child.out"));
  }

  /** What the processes of these tests do. */
  public static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      switch (arguments[0]) {
        case "fail" -> {
          System.err.println("the reason is here");
          System.exit(3);
        }
        case "own" -> {
          JavaProcessTest test = new JavaProcessTest();
          test.directory = Path.of(arguments[1]);
          JavaProcess grandchild = JavaProcess.start(test.child("wait"));
          Path fresh = test.directory.resolve("fresh");
          java.nio.file.Files.writeString(fresh, Long.toString(grandchild.pid()));
          java.nio.file.Files.move(fresh, test.directory.resolve("grandchild"));
          Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
        default -> Thread.sleep(Duration.ofMinutes(5).toMillis());
      }
    }
  }
}
