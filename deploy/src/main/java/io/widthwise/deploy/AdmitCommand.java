package io.widthwise.deploy;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.deploy.metrics.AdmissionMetrics;
import io.widthwise.ingest.admission.AdmissionService;
import io.widthwise.ingest.admission.AdmissionSettings;
import io.widthwise.ingest.admission.AdmissionSettings.Delivery;
import io.widthwise.ingest.admission.AdmissionStats;
import io.widthwise.ingest.admission.CameraTopicRule;
import io.widthwise.ingest.admission.IntakePolicy;
import io.widthwise.schemas.quarantine.QuarantinedPayload;
import io.widthwise.stack.StackException;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs admission in this process. */
@Command(
    name = "admit",
    description = "Admit frames: check frames.raw and pass them on to frames, until Ctrl-C.",
    footerHeading = "%nExample:%n",
    footer = "  widthwise admit --bootstrap-servers broker:9092 --threads 2")
public final class AdmitCommand implements Callable<Integer> {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      defaultValue = ".widthwise/admission",
      description = "Folder for its local state (default: ${DEFAULT-VALUE}).")
  private Path stateDirectory;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads that admit (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--delivery",
      paramLabel = "at-least-once|exactly-once",
      defaultValue = "at-least-once",
      description =
          "With exactly-once no frame is admitted twice, and the job sees frames at each commit"
              + " (default: ${DEFAULT-VALUE}).")
  private String delivery;

  @Option(
      names = "--instance-id",
      paramLabel = "ID",
      description =
          "Name of this instance among those of the group; one started again under it takes its"
              + " partitions over at once (default: none).")
  private String instanceId;

  @Option(
      names = "--unstated-budget",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = DurationConverter.class,
      description =
          "Budget assumed of frames that state none, at least the longest that the job grants; a"
              + " frame that waited longer for admission is given up (default: ${DEFAULT-VALUE}).")
  private Duration unstatedBudget;

  @Option(
      names = "--camera-topics",
      paramLabel = "off|allowed|required",
      defaultValue = "allowed",
      description = {
        "Admit from cameras' own topics, frames.raw.CAMERA, beside the shared frames.raw (allowed),"
            + " only from the shared one (off),",
        "or refuse what comes on the shared one (required) (default: ${DEFAULT-VALUE})."
      })
  private String cameraTopics;

  @Option(
      names = "--quarantine-payload",
      paramLabel = "keep|drop|hash",
      defaultValue = "keep",
      description =
          "What of a refused message's value goes to quarantine (default: ${DEFAULT-VALUE}).")
  private String quarantinePayload;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Serve metrics for Prometheus at this port (default: none).")
  private Integer metricsPort;

  @Option(names = "--ready-file", hidden = true, description = "Created once frames flow.")
  private Path readyFile;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    var topics = connection.topics();
    KafkaAccess kafka = connection.kafka(Role.ADMISSION);
    AdmissionSettings settings =
        AdmissionSettings.of(kafka.bootstrapServers(), topics, stateDirectory)
            .withUnstatedBudget(unstatedBudget)
            .withThreads(threads)
            .withDelivery(Delivery.of(delivery))
            .withIntake(
                new IntakePolicy(
                    CameraTopicRule.of(cameraTopics), QuarantinedPayload.of(quarantinePayload)))
            .withOverrides(kafka.properties());
    if (instanceId != null) {
      settings = settings.withInstanceId(instanceId);
    }
    connection.requireTopics(kafka, topics.framesRaw(), topics.frames(), topics.quarantine());
    try (StopSignal stop = StopSignal.install();
        AdmissionService service = new AdmissionService(settings);
        Closeable metrics = serveMetrics(service)) {
      service.start();
      service.awaitRunning(START_LIMIT);
      if (readyFile != null) {
        Files.writeString(readyFile, ""); // also when it is left from a process that died
      }
      err.printf("admitting frames from %s to %s%n", topics.framesRaw(), topics.frames());
      stop.onStop(() -> {});
      stop.await(Long.MAX_VALUE);
      AdmissionStats stats = service.stats();
      err.printf(
          "%d admitted, %d quarantined, %d duplicates, %d over pace%n",
          stats.admitted(), stats.quarantined(), stats.duplicates(), stats.paced());
    }
    return 0;
  }

  private Closeable serveMetrics(AdmissionService service) {
    if (metricsPort == null) {
      return () -> {};
    }
    AdmissionMetrics metrics =
        new AdmissionMetrics(service::stats, service::admittedByCamera, service::metrics);
    try {
      return metrics.serve(metricsPort);
    } catch (IOException e) {
      throw new StackException(
          "cannot serve metrics at port %d: %s; choose another with --metrics-port"
              .formatted(metricsPort, e.getMessage()),
          e);
    }
  }
}
