package io.widthwise.deploy;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.ingest.http.BrokerCheck;
import io.widthwise.ingest.http.IngestHttp;
import io.widthwise.ingest.publish.ProducerSettings;
import io.widthwise.ingest.service.ApiKey;
import io.widthwise.ingest.service.CamerasFile;
import io.widthwise.ingest.service.ConfigException;
import io.widthwise.ingest.service.ConfigWatcher;
import io.widthwise.ingest.service.IngestConfig;
import io.widthwise.ingest.service.IngestService;
import io.widthwise.schemas.TopicNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the cameras that a file lists. */
@Command(
    name = "ingest",
    description =
        "Keep the cameras of a file connected and publish their frames, until Ctrl-C; takes frames that robots post.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise ingest --config cameras.yaml --check",
      "  widthwise ingest --config cameras.yaml --bootstrap-servers broker:9092",
      "  widthwise ingest --new-key",
      "",
      "cameras.yaml (docs/sources.md has every field and source):",
      "  cameras:",
      "    - id: gate",
      "      source: rtsp://10.0.0.7/stream",
      "      budget: 100ms",
      "      rate: 10"
    })
public final class IngestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @ArgGroup(multiplicity = "1")
  private Task task;

  /** What to do. */
  private static final class Task {
    @Option(names = "--config", paramLabel = "FILE", description = "YAML file of the cameras.")
    private Path config;

    @Option(
        names = "--new-key",
        description = "Print a new key for a robot, and what to put under keys for it, and exit.")
    private boolean newKey;
  }

  @Option(names = "--check", description = "Check the file and exit; connects to nothing.")
  private boolean check;

  @Option(
      names = "--own-topic",
      description =
          "Send each camera's frames to its own topic, frames.raw.CAMERA, which must exist, instead of the shared one.")
  private boolean ownTopic;

  @Override
  public Integer call() throws Exception {
    if (task.newKey) {
      printNewKey(spec.commandLine().getOut());
      return 0;
    }
    if (check) {
      return check(spec.commandLine().getOut());
    }
    return serve(spec.commandLine().getErr());
  }

  private static void printNewKey(PrintWriter out) {
    String key = ApiKey.generate();
    out.printf("key (for the robot; it is shown only now)  %s%n", key);
    out.printf("sha256 (for the file)                      %s%n", ApiKey.hash(key));
    out.flush();
  }

  private int check(PrintWriter out) throws ConfigException {
    IngestConfig config = CamerasFile.read(task.config);
    out.printf(
        "%s is sound: %d cameras, %d keys%n",
        task.config, config.cameras().size(), config.keys().size());
    config.cameras().forEach(camera -> out.printf("  %-24s %s%n", camera.id(), camera.source()));
    out.flush();
    return 0;
  }

  private int serve(PrintWriter err) throws Exception {
    // Before anything is connected to.
    IngestConfig first = CamerasFile.read(task.config);
    TopicNames topics = connection.topics();
    KafkaAccess kafka = connection.kafka(Role.PUBLISHER);
    List<String> shared = ownTopic ? List.of() : List.of(topics.framesRaw());
    connection.requireTopics(kafka, shared.toArray(String[]::new));
    try (StopSignal stop = StopSignal.install();
        Producer<String, byte[]> producer = ProducerSettings.of(kafka).create();
        BrokerCheck broker = new BrokerCheck(kafka.client(Map.of()), shared);
        IngestService service =
            new IngestService(
                producer,
                camera -> ownTopic ? topics.framesRawOf(camera) : topics.framesRaw(),
                sentence -> say(err, sentence));
        IngestHttp http = new IngestHttp(first.http(), service, broker);
        ConfigWatcher watcher =
            new ConfigWatcher(task.config, service, sentence -> say(err, sentence))) {
      watcher.start();
      say(
          err,
          "publishing %d cameras to %s; health, status and metrics on http://%s:%d"
              .formatted(
                  first.cameras().size(),
                  topics.framesRaw() + (ownTopic ? ".CAMERA" : ""),
                  first.http().address(),
                  http.port()));
      stop.onStop(() -> {});
      stop.await(Long.MAX_VALUE);
      say(err, "letting the cameras go");
    }
    return 0;
  }

  /** Called by any thread. */
  private static void say(PrintWriter err, String sentence) {
    err.println(sentence);
    err.flush();
  }
}
