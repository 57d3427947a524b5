package io.widthwise.console.peers;

import io.widthwise.console.follow.ResultsFollower;
import io.widthwise.console.tally.CameraState;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.state.HostInfo;

/** Asks this instance and all others for their part of the state. */
public final class Peers {
  /** Path under which an instance gives everything that it keeps. */
  public static final String STATE_PATH = "/api/local/state";

  /** Path under which an instance gives one camera's state. */
  public static final String CAMERA_PATH = "/api/local/camera";

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int OK = 200;

  private final ResultsFollower local;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  public Peers(ResultsFollower local) {
    this.local = local;
  }

  /** An instance's answer; empty if it gave none. */
  public record Answer(HostInfo instance, boolean self, Optional<InstanceState> state) {}

  /**
   * Asks all at once.
   *
   * @param from the first second wanted
   */
  public List<Answer> ask(Instant from) throws InterruptedException {
    List<HostInfo> others = local.others();
    List<CompletableFuture<Optional<byte[]>>> pending =
        others.stream()
            .map(host -> get(host, STATE_PATH + "?from=" + from.getEpochSecond()))
            .toList();
    List<Answer> answers = new ArrayList<>();
    answers.add(new Answer(local.self(), true, localState(from)));
    for (int i = 0; i < others.size(); i++) {
      answers.add(new Answer(others.get(i), false, pending.get(i).join().flatMap(Peers::decoded)));
    }
    return answers;
  }

  private Optional<InstanceState> localState(Instant from) {
    try {
      return Optional.of(local.state(from));
    } catch (IllegalStateException | org.apache.kafka.streams.errors.StreamsException moving) {
      return Optional.empty();
    }
  }

  private static Optional<InstanceState> decoded(byte[] bytes) {
    try {
      return Optional.of(InstanceState.decode(bytes));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private CompletableFuture<Optional<byte[]>> get(HostInfo host, String path) {
    return http.sendAsync(request(host, path), HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(
            answer ->
                answer.statusCode() == OK ? Optional.of(answer.body()) : Optional.<byte[]>empty())
        .exceptionally(failure -> Optional.empty());
  }

  private static HttpRequest request(HostInfo host, String path) {
    return HttpRequest.newBuilder(
            URI.create("http://%s:%d%s".formatted(host.host(), host.port(), path)))
        .timeout(PATIENCE)
        .build();
  }

  /**
   * A camera's state from the instance that keeps it.
   *
   * @throws IOException if that instance does not answer, or partitions are being moved
   */
  public Optional<CameraState> camera(String cameraId) throws IOException, InterruptedException {
    HostInfo owner =
        local
            .ownerOf(cameraId)
            .orElseThrow(() -> new IOException("cameras are being moved between instances"));
    if (owner.equals(local.self())) {
      return local.camera(cameraId);
    }
    HttpResponse<byte[]> answer =
        http.send(
            request(
                owner, CAMERA_PATH + "?id=" + URLEncoder.encode(cameraId, StandardCharsets.UTF_8)),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() == OK) {
      return Optional.of(CameraState.decode(answer.body()));
    }
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    throw new IOException(
        "the instance %s:%d, which keeps %s, answered %d"
            .formatted(owner.host(), owner.port(), cameraId, answer.statusCode()));
  }
}
