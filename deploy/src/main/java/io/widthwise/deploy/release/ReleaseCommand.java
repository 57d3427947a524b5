package io.widthwise.deploy.release;

import io.widthwise.access.Role;
import io.widthwise.deploy.DurationConverter;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.schemas.Canary;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.ReleaseStatus;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Announces a bundle to running jobs. */
@Command(
    name = "release",
    description = {
      "Announce a bundle to running jobs: those that serve its family load it beside what they serve,"
          + " check and measure it, and swap to it between two frames.",
      "Announced again without a canary, a release on trial serves all frames; announcing the earlier"
          + " release again goes back to it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise models release bundles/new --wait",
      "  widthwise models release bundles/new --canary 10%% --promote-after 5min --wait",
      "  widthwise models release bundles/new --uri https://models.example/new/"
    })
public final class ReleaseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(paramLabel = "DIR", description = "The bundle.")
  private Path directory;

  @Option(
      names = "--uri",
      paramLabel = "URI",
      description =
          "Where every TaskManager can read the same bundle, file: or http(s): (default: DIR itself).")
  private URI uri;

  @Option(
      names = "--canary",
      paramLabel = "SHARE",
      description = "Share of the frames to try it on first, such as 10%%.")
  private String share;

  @Option(
      names = "--canary-cameras",
      paramLabel = "GLOB",
      description = "Cameras to try it on first.")
  private String cameras;

  @Option(
      names = "--promote-after",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "How long a canary lasts (default: 10min, unless --promote-after-frames is given).")
  private Duration promoteAfter;

  @Option(
      names = "--promote-after-frames",
      paramLabel = "N",
      description = "Frames that a canary serves in a lane before it serves all of them.")
  private Integer promoteAfterFrames;

  @Option(
      names = "--promote-by-command",
      description = "The canary lasts until the release is announced again without one.")
  private boolean byCommand;

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for people.")
  private String note;

  @Option(
      names = "--wait",
      description =
          "Follow until every lane serves it; exits with 1 if one refuses it or goes back.")
  private boolean wait;

  @Option(
      names = "--wait-limit",
      paramLabel = "TIME",
      defaultValue = "2min",
      converter = DurationConverter.class,
      description = "How long to wait, besides the time of a canary (default: ${DEFAULT-VALUE}).")
  private Duration waitLimit;

  @Override
  public Integer call() throws Exception {
    Canary canary = canary();
    LadderBundle bundle = LadderBundle.open(directory);
    ModelRelease release =
        ModelRelease.newBuilder()
            .setFamily(bundle.ladder().name())
            .setRelease(bundle.ladder().release())
            .setBundleUri(
                (uri == null ? directory.toAbsolutePath().normalize().toUri() : uri).toString())
            .setLadderSha256(bundle.ladderSha256())
            .setPublishedTime(Instant.now().truncatedTo(ChronoUnit.MICROS))
            .setNote(note)
            .setCanary(canary)
            .build();
    connection.requireTopics(
        connection.kafka(Role.OPERATOR),
        connection.topics().models(),
        connection.topics().modelsStatus());
    ReleaseTopics topics = new ReleaseTopics(connection);
    topics.announce(release);
    spec.commandLine()
        .getErr()
        .printf("announced release %s of %s%n", release.getRelease(), release.getFamily());
    return wait ? follow(topics, release) : 0;
  }

  private Canary canary() {
    if (share == null && cameras == null) {
      if (byCommand || promoteAfter != null || promoteAfterFrames != null) {
        throw usage("what is promoted is a canary; give --canary or --canary-cameras, too");
      }
      return null;
    }
    if (share != null && cameras != null) {
      throw usage("give either --canary or --canary-cameras");
    }
    if (byCommand && (promoteAfter != null || promoteAfterFrames != null)) {
      throw usage("--promote-by-command and --promote-after exclude each other");
    }
    Duration time =
        promoteAfter == null && promoteAfterFrames == null && !byCommand
            ? Duration.ofMinutes(10)
            : promoteAfter;
    return new Canary(
        share == null ? null : shareOf(share),
        cameras,
        promoteAfterFrames,
        time == null ? null : time.toMillis());
  }

  private double shareOf(String text) {
    boolean percent = text.endsWith("%");
    try {
      double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      double parsed = percent ? number / 100 : number;
      if (parsed > 0 && parsed < 1) {
        return parsed;
      }
    } catch (NumberFormatException e) {
      throw usage("--canary wants a share such as 10% or 0.1, not '" + text + "'");
    }
    throw usage("--canary must be above 0 % and below 100 %, not '" + text + "'");
  }

  private int follow(ReleaseTopics topics, ModelRelease release) {
    PrintWriter out = spec.commandLine().getOut();
    LaneStates lanes = new LaneStates(release);
    Canary canary = release.getCanary();
    Instant limit =
        Instant.now()
            .plus(waitLimit)
            .plusMillis(
                canary == null || canary.getPromoteAfterMillis() == null
                    ? 0
                    : canary.getPromoteAfterMillis());
    try (Consumer<byte[], byte[]> consumer = topics.statusConsumer()) {
      while (!lanes.settled()) {
        if (Instant.now().isAfter(limit)) {
          spec.commandLine().getErr().println("widthwise: " + lanes.whatIsMissing());
          return 1;
        }
        for (ReleaseStatus status : topics.poll(consumer)) {
          if (lanes.enter(status)) {
            out.println(StatusLine.of(status));
            out.flush();
          }
        }
      }
    }
    return lanes.allServe() ? 0 : 1;
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
