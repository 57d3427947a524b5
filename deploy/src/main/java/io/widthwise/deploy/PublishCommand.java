package io.widthwise.deploy;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.ingest.publish.CaptureClock;
import io.widthwise.ingest.publish.FramePublisher;
import io.widthwise.ingest.publish.Pace;
import io.widthwise.ingest.publish.ProducerSettings;
import io.widthwise.ingest.publish.PublishListener;
import io.widthwise.ingest.publish.PublishStats;
import io.widthwise.ingest.publish.PublisherSettings;
import io.widthwise.ingest.source.FrameSource;
import io.widthwise.schemas.TopicNames;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes a source to {@code frames.raw}. */
@Command(
    name = "publish",
    description = "Publish the frames of a camera, folder, clip or recording.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise publish --source clip.mp4 --loop",
      "  widthwise publish --source recording.mcap --pace max",
      "  widthwise publish --source images/ --rate 30 --budget 50ms",
      "  widthwise publish --source rtsp://10.0.0.7/stream --camera gate",
      "  widthwise publish --source foxglove://robot:8765/camera/image/compressed"
    })
public final class PublishCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private PublishOptions options;

  @Option(
      names = "--pace",
      paramLabel = "source|max",
      description =
          "'source' keeps the recording's gaps, 'max' goes as fast as the broker takes frames; --rate wins (default: source).")
  private String pace;

  @Option(names = "--loop", description = "Begin a recording again at its end, until Ctrl-C.")
  private boolean loop;

  @Option(
      names = "--recorded-time",
      description =
          "Keep the recording's capture times instead of stamping frames as if they were taken now.")
  private boolean recordedTime;

  @Option(
      names = "--own-topic",
      description =
          "Send each camera's frames to its own topic, frames.raw.CAMERA, which must exist, instead of the shared one.")
  private boolean ownTopic;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Stop after so many seconds (default: at the source's end or Ctrl-C).")
  private Integer seconds;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    TopicNames topics = connection.topics();
    options.requireSource();
    KafkaAccess kafka = connection.kafka(Role.PUBLISHER);
    List<String> known =
        ownTopic
            ? options.camera().map(topics::framesRawOf).stream().toList()
            : List.of(topics.framesRaw());
    connection.requireTopics(kafka, known.toArray(String[]::new));
    try (Producer<String, byte[]> producer = ProducerSettings.of(kafka).create()) {
      // Connects, which a live source's first frames would wait for.
      known.forEach(producer::partitionsFor);
      try (FrameSource source = options.open(loop, sentence -> say(err, sentence))) {
        source.awaitReady();
        FramePublisher publisher =
            new FramePublisher(
                source,
                producer,
                camera -> ownTopic ? topics.framesRawOf(camera) : topics.framesRaw(),
                settings(source),
                PublishListener.NONE);
        err.printf(
            "publishing %s to %s%n",
            source.description(), topics.framesRaw() + (ownTopic ? ".CAMERA" : ""));
        PublishStats stats = run(publisher, err);
        err.printf(
            "published %d frames, %.1f MB, %d dropped%n",
            stats.published(), stats.bytes() / 1e6, stats.dropped());
      }
    }
    return 0;
  }

  private PublisherSettings settings(FrameSource source) {
    PublisherSettings settings =
        options.settings(source, Optional.ofNullable(pace).map(Pace::parse));
    return recordedTime ? settings.withCaptureClock(CaptureClock.RECORDED) : settings;
  }

  private PublishStats run(FramePublisher publisher, PrintWriter err) throws Exception {
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(1, PublishCommand::daemon);
    try (StopSignal stop = StopSignal.install()) {
      stop.onStop(publisher::stop);
      clock.scheduleAtFixedRate(() -> report(publisher.stats(), err), 1, 1, TimeUnit.SECONDS);
      if (seconds != null) {
        clock.schedule(
            publisher::stop, Duration.ofSeconds(seconds).toMillis(), TimeUnit.MILLISECONDS);
      }
      return publisher.run();
    } finally {
      clock.shutdownNow();
    }
  }

  private static void report(PublishStats stats, PrintWriter err) {
    say(err, "%d frames published, %d dropped".formatted(stats.published(), stats.dropped()));
  }

  private static void say(PrintWriter err, String sentence) {
    err.println(sentence);
    err.flush();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "publish-clock");
    thread.setDaemon(true);
    return thread;
  }
}
