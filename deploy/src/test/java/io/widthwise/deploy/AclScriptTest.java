package io.widthwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.access.acl.AclPlan;
import io.widthwise.access.acl.AclScript;
import io.widthwise.schemas.CameraTopicName;
import io.widthwise.schemas.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script grants what the broker is tested with, neither more nor less. */
class AclScriptTest {
  private static final String USER = "User:someone";
  private static final AclPlan PLAN = new AclPlan(new TopicNames("site."));

  @TempDir Path directory;

  @Test
  void grantsWhatTheCommandGrants() throws Exception {
    assertSame(PLAN.camera(USER, "gate/1"), "camera", CameraTopicName.encode("gate/1"));
    assertSame(PLAN.publisher(USER), "publisher");
    assertSame(PLAN.admission(USER), "admission");
    assertSame(PLAN.job(USER, "site.classify"), "job");
    assertSame(PLAN.job(USER, "night"), "job", "night");
    assertSame(PLAN.consumer(USER, "someone"), "consumer");
    assertSame(PLAN.console(USER, "site.console"), "console");
    assertSame(PLAN.console(USER, "wall"), "console", "wall");
    assertSame(PLAN.operator(USER), "operator");
  }

  /** Compares calls of kafka-acls as sets of words: the order of its options is free. */
  private void assertSame(List<AclBinding> rules, String role, String... more) throws Exception {
    assertThat(calls(role, more).stream().map(AclScriptTest::words))
        .containsExactlyInAnyOrderElementsOf(
            AclScript.lines(rules, "broker:9092", "admin.properties").stream()
                .map(line -> words(line.replace("kafka-acls ", "").replace("'", "")))
                .toList());
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split(" ")).stream().sorted().toList();
  }

  private List<String> calls(String role, String... more) throws Exception {
    Path calls = directory.resolve(role + more.length + ".txt");
    Path recorder = directory.resolve("record-" + role + more.length);
    Files.writeString(recorder, "#!/bin/sh\necho \"$@\" >> '" + calls + "'\n");
    Files.setPosixFilePermissions(recorder, PosixFilePermissions.fromString("rwx------"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of("security", "acls.sh").toAbsolutePath().toString(),
                "broker:9092",
                "admin.properties",
                role,
                USER));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("TOPIC_PREFIX", "site.");
    builder.environment().put("KAFKA_ACLS", recorder.toString());
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readAllLines(calls);
  }
}
