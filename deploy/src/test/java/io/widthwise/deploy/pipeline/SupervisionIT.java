package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.stack.StackState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the stack's processes when one of them, or their owner, is stopped or killed. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class SupervisionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path home;

  @Test
  void admissionComesBackWhenItWasKilledAndNothingOutlivesAKilledOwner() throws Exception {
    RunningPipeline pipeline = RunningPipeline.start(home);
    try {
      assertThat(pipeline.run("status")).contains("admission").doesNotContain("is gone");
      pipeline.run("up"); // a second time changes nothing
      find(pipeline.state(), "admission").orElseThrow().destroyForcibly();

      pipeline.run("publish", "--source", Pictures.folder(home.resolve("pictures"), 5).toString());
      StackState state = pipeline.state();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(Topic.readAll(state.bootstrapServers(), pipeline.topics().frames()))
                      .hasSize(5));

      List<ProcessHandle> all =
          pipeline.state().processes().stream()
              .map(StackState.Entry::find)
              .flatMap(Optional::stream)
              .toList();
      // Supervisor, broker, ZooKeeper, JobManager, TaskManager and one standing by, admission.
      assertThat(all).hasSize(7);
      find(pipeline.state(), "supervisor").orElseThrow().destroyForcibly();
      await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      pipeline.close();
    }
    pipeline.run("down"); // a second time changes nothing
  }

  @Test
  void aDemoThatIsStoppedWhileItStartsPrintsItsSummaryAndLeavesNothing() throws Exception {
    Path bundle = Files.createDirectory(home.resolve("bundle"));
    TinyBundle.create(bundle);
    Path work = home.resolve("work");
    Path out = home.resolve("out.txt");
    Path err = home.resolve("err.txt");
    Process demo =
        new CommandLineProcess(home)
            .start(
                out,
                err,
                "demo",
                "--models",
                bundle.toString(),
                "--work-dir",
                work.toString(),
                "--json");
    await().atMost(PATIENCE).until(() -> Files.readString(err).contains("starting broker"));

    demo.destroy();

    assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(out.toFile());
    assertThat(json.path("published").asInt(-1)).isZero();
    assertThat(work).doesNotExist();
    assertThat(
            ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains(work.toString())))
        .isEmpty();
  }

  private static Optional<ProcessHandle> find(StackState state, String name) {
    return state.processes().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .flatMap(StackState.Entry::find);
  }
}
