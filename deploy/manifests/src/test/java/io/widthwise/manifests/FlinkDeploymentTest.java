package io.widthwise.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.widthwise.deploy.JobOptions;
import io.widthwise.job.ClassifyJob;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job's deployment is one that job and cluster would take. */
class FlinkDeploymentTest {
  private static final JsonNode BASE = Manifests.base("FlinkDeployment").get(0).path("spec");

  @Test
  void theJobTakesItsArguments() {
    ClassifyJob.requireValid(arguments().toArray(String[]::new));
  }

  @Test
  void theJobWouldRefuseAnUnknownArgument() {
    List<String> wrong = new java.util.ArrayList<>(arguments());
    wrong.addAll(List.of("--latency-bugdet", "50ms"));

    assertThatThrownBy(() -> ClassifyJob.requireValid(wrong.toArray(String[]::new)))
        .hasMessageContaining("--latency-bugdet");
  }

  private static List<String> arguments() {
    return Manifests.strings(BASE.at("/job/args"));
  }

  @Test
  void jarAndClassAreWhereTheImageHasThem() {
    String jar = BASE.at("/job/jarURI").asText().replace("local://", "");

    assertThat(BASE.at("/job/entryClass").asText()).isEqualTo(JobOptions.MAIN_CLASS);
    assertThat(Repository.text("deploy/docker/job.Containerfile"))
        .contains("job/widthwise-job.jar " + jar)
        .contains("family " + arguments().get(arguments().indexOf("--models") + 1));
  }

  @Test
  void theFlinkVersionIsTheOneThatTheJobIsBuiltFor() {
    String[] built = EnvironmentInformation.getVersion().split("\\.");

    assertThat(BASE.path("flinkVersion").asText()).isEqualTo("v" + built[0] + "_" + built[1]);
    assertThat(Repository.text("deploy/docker/job.Containerfile"))
        .contains("flink:" + EnvironmentInformation.getVersion() + "-java17");
  }

  @Test
  void everyKeyIsKnown() {
    FlinkKeys keys = new FlinkKeys();

    BASE.path("flinkConfiguration")
        .fieldNames()
        .forEachRemaining(key -> assertThat(keys.knows(key)).as(key).isTrue());
  }

  @Test
  void memoryAddsUp() {
    assertMemoryAddsUp(BASE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "gpu"})
  void memoryAddsUpInOverlays(String overlay) throws Exception {
    assumeTrue(Manifests.kubectlIsThere(), "kubectl is not installed");
    for (JsonNode resource : Manifests.rendered(overlay)) {
      if (resource.path("kind").asText().equals("FlinkDeployment")) {
        assertMemoryAddsUp(resource.path("spec"));
      }
    }
  }

  /** Flink refuses sizes that contradict each other; a lane's waiting frames need the heap. */
  private static void assertMemoryAddsUp(JsonNode spec) {
    Configuration configuration = new Configuration();
    spec.path("flinkConfiguration")
        .properties()
        .forEach(entry -> configuration.setString(entry.getKey(), entry.getValue().asText()));
    configuration.set(
        TaskManagerOptions.TOTAL_PROCESS_MEMORY,
        MemorySize.parse(spec.at("/taskManager/resource/memory").asText()));
    configuration.set(
        JobManagerOptions.TOTAL_PROCESS_MEMORY,
        MemorySize.parse(spec.at("/jobManager/resource/memory").asText()));

    TaskExecutorProcessSpec tasks = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    assertThat(tasks.getTaskHeapSize()).isGreaterThanOrEqualTo(MemorySize.parse("640m"));
    assertThat(JobManagerProcessUtils.processSpecFromConfig(configuration).getJvmHeapMemorySize())
        .isGreaterThanOrEqualTo(MemorySize.parse("256m"));
  }
}
