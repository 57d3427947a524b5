package io.widthwise.deploy.release;

import io.widthwise.access.Role;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.ReleaseStatus;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what was announced and what became of it. */
@Command(
    name = "releases",
    description =
        "List the newest release of each family and what each lane has made of releases, newest last.")
public final class ReleasesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Override
  public Integer call() throws Exception {
    connection.requireTopics(
        connection.kafka(Role.OPERATOR),
        connection.topics().models(),
        connection.topics().modelsStatus());
    ReleaseTopics topics = new ReleaseTopics(connection);
    PrintWriter out = spec.commandLine().getOut();
    List<ReleaseStatus> statuses = topics.statuses();
    for (ModelRelease release : topics.newest()) {
      out.printf(
          "%s: %s, announced %s, %s%s%n",
          release.getFamily(),
          release.getRelease(),
          release.getPublishedTime(),
          release.getBundleUri(),
          release.getNote() == null ? "" : " (" + release.getNote() + ")");
      last(statuses, release.getFamily())
          .forEach(status -> out.println("  " + StatusLine.of(status)));
    }
    out.flush();
    return 0;
  }

  /** The topic keeps the last status of each release and lane only once it has been compacted. */
  private static List<ReleaseStatus> last(List<ReleaseStatus> statuses, String family) {
    Map<String, ReleaseStatus> last = new TreeMap<>();
    for (ReleaseStatus status : statuses) {
      if (status.getFamily().equals(family)) {
        last.put(status.getRelease() + "/" + status.getLane(), status);
      }
    }
    return last.values().stream()
        .sorted(Comparator.comparing(ReleaseStatus::getChangedTime))
        .toList();
  }
}
