package io.widthwise.console.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.widthwise.console.follow.FrameFinder;
import io.widthwise.console.follow.Picture;
import io.widthwise.console.follow.QuarantineFollower;
import io.widthwise.console.follow.QuarantinedItem;
import io.widthwise.console.follow.ResultsFollower;
import io.widthwise.console.live.CameraRow;
import io.widthwise.console.live.Observatory;
import io.widthwise.console.peers.Peers;
import io.widthwise.console.tally.CameraState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Answers requests; {@code openapi.json} tells what each is about. */
public final class Api {
  private static final int PICTURE_SECONDS = 3;
  private static final int HISTORY_SECONDS = 3_600;

  private final Observatory observatory;
  private final ResultsFollower results;
  private final Peers peers;
  private final QuarantineFollower quarantine;
  private final FrameFinder frames;

  public Api(
      Observatory observatory,
      ResultsFollower results,
      Peers peers,
      QuarantineFollower quarantine,
      FrameFinder frames) {
    this.observatory = observatory;
    this.results = results;
    this.peers = peers;
    this.quarantine = quarantine;
    this.frames = frames;
  }

  Observatory observatory() {
    return observatory;
  }

  void overview(Context context) {
    context.json(observatory.newest().overview());
  }

  void series(Context context) {
    int seconds = Requests.number(context, "seconds", 1, HISTORY_SECONDS, HISTORY_SECONDS);
    long now = observatory.newest().overview().timeMillis() / 1_000;
    context.json(observatory.newest().series(now - seconds));
  }

  void ladder(Context context) {
    context.json(observatory.newest().overview().ladder());
  }

  void instances(Context context) {
    context.json(observatory.newest().overview().instances());
  }

  void cameras(Context context) {
    context.json(
        Requests.fleetQuery(context)
            .of(observatory.newest().cameras(), observatory.newest().overview().timeMillis()));
  }

  /** From the instance that keeps the camera, as it stands there now. */
  void camera(Context context) throws IOException, InterruptedException {
    String id = context.pathParam("id");
    Optional<CameraState> found;
    try {
      found = peers.camera(id);
    } catch (IOException | InvalidStateStoreException e) {
      context
          .status(HttpStatus.SERVICE_UNAVAILABLE)
          .json(new Problem("the camera cannot be asked for now: " + e.getMessage()));
      return;
    }
    if (found.isPresent()) {
      context.json(CameraRow.of(found.get(), System.currentTimeMillis()));
    } else {
      unknownCamera(context, id);
    }
  }

  private static void unknownCamera(Context context, String id) {
    context
        .status(HttpStatus.NOT_FOUND)
        .json(new Problem("no result of a camera '%s' has come".formatted(id)));
  }

  void frame(Context context) throws InterruptedException {
    String id = context.pathParam("id");
    Optional<CameraState> camera = observatory.newest().camera(id);
    if (camera.isEmpty()) {
      unknownCamera(context, id);
      return;
    }
    Optional<Picture> found;
    try {
      found = frames.find(camera.get()).get(PICTURE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      context
          .status(HttpStatus.SERVICE_UNAVAILABLE)
          .json(new Problem("the frames topic cannot be read now: " + e.getMessage()));
      return;
    }
    if (found.isEmpty()) {
      // Usual: frames are kept for a while only, and those given up have no picture.
      context.status(HttpStatus.NO_CONTENT);
      return;
    }
    Picture picture = found.get();
    context.contentType(picture.contentType());
    context.header("Cache-Control", "private, max-age=60");
    context.header("Widthwise-Sequence", Long.toString(picture.sequence()));
    context.header(
        "Widthwise-Exact", Boolean.toString(picture.frameId().equals(camera.get().frameId())));
    context.result(picture.bytes());
  }

  void quarantine(Context context) {
    int limit =
        Requests.number(context, "limit", 1, QuarantineFollower.KEPT, QuarantineFollower.KEPT);
    String code = Requests.text(context, "code", "");
    List<QuarantinedItem> items =
        quarantine.newest().stream()
            .filter(item -> code.isEmpty() || item.code().equals(code))
            .limit(limit)
            .toList();
    context.json(items);
  }

  void quarantined(Context context) {
    String id = context.pathParam("id");
    Optional<QuarantinedItem> found = quarantine.find(id);
    if (found.isPresent()) {
      context.json(found.get());
    } else {
      context
          .status(HttpStatus.NOT_FOUND)
          .json(
              new Problem(
                  "%s is not among the newest %d messages of quarantine; 'widthwise quarantine show' reads older ones"
                      .formatted(id, QuarantineFollower.KEPT)));
    }
  }

  void health(Context context) {
    boolean running = results.state().equals("RUNNING");
    context
        .status(running ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .json(new Health(results.state()));
  }

  /**
   * Whether results are followed.
   *
   * @param state what the reader does, as Kafka Streams calls it
   */
  record Health(String state) {}

  /** For other instances: all that this one keeps. */
  void localState(Context context) {
    Instant from = Instant.ofEpochSecond(Requests.number(context, "from", 0, Integer.MAX_VALUE, 0));
    try {
      context.contentType("application/octet-stream").result(results.state(from).encode());
    } catch (InvalidStateStoreException | IllegalStateException e) {
      moving(context);
    }
  }

  /** For other instances: a camera that this one keeps. */
  void localCamera(Context context) {
    String id = Requests.text(context, "id", "");
    try {
      Optional<CameraState> found = results.camera(id);
      if (found.isPresent()) {
        context.contentType("application/octet-stream").result(found.get().encode());
      } else {
        unknownCamera(context, id);
      }
    } catch (InvalidStateStoreException e) {
      moving(context);
    }
  }

  private static void moving(Context context) {
    context
        .status(HttpStatus.SERVICE_UNAVAILABLE)
        .json(new Problem("cameras are being moved between instances"));
  }
}
