package io.widthwise.ingest.http;

import io.widthwise.ingest.publish.PublishListener.PublishedFrame;
import io.widthwise.ingest.service.ApiKey;
import io.widthwise.ingest.service.IngestService;
import io.widthwise.ingest.service.PostedCamera;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.check.MalformedImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes frames that robots post. Who sends is checked before anything of the body is read, and
 * memory is set aside before the body is.
 */
final class FrameIntake {
  private static final Set<String> PICTURES = Set.of("image/jpeg", "image/jpg", "image/png");
  private static final String BEARER = "bearer ";
  private static final int KIB = 1 << 10;

  /** All bodies that are read or sent at one time, KiB. */
  private static final int MEMORY_KIB = 64 << 10;

  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(10);
  private static final Duration BUSY = Duration.ofSeconds(1);

  private final IngestService service;
  private final Clock clock;
  private final Semaphore memoryKib = new Semaphore(MEMORY_KIB);

  FrameIntake(IngestService service, Clock clock) {
    this.service = service;
    this.clock = clock;
  }

  /**
   * Takes one frame and waits until the broker has it.
   *
   * @param headers values by name in lower case
   * @throws Refusal if it is not taken
   */
  PublishedFrame take(String cameraId, Map<String, String> headers, InputStream body)
      throws Refusal, InterruptedException, IOException {
    Instant arrival = clock.instant();
    PostedCamera camera = authorise(cameraId, headers.get("authorization"));
    requirePicture(headers.get("content-type"));
    FrameRequest request;
    try {
      request = FrameRequest.of(headers, arrival);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.BAD_REQUEST, e.getMessage());
    }
    int room = room(camera, headers.get("content-length"));
    Duration wait = camera.takeTurn();
    if (!wait.isZero()) {
      throw new Refusal(
          Refusal.TOO_MANY,
          "camera '%s' may send %s frames a second"
              .formatted(cameraId, camera.config().rate().getAsDouble()),
          Optional.of(wait));
    }
    int kib = room / KIB + 1;
    if (!memoryKib.tryAcquire(kib)) {
      throw new Refusal(
          Refusal.UNAVAILABLE, "too many frames are on their way; send later", Optional.of(BUSY));
    }
    try {
      return send(camera, request, arrival, read(body, camera));
    } finally {
      memoryKib.release(kib);
    }
  }

  private PostedCamera authorise(String cameraId, String authorization) throws Refusal {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw new Refusal(Refusal.UNAUTHORIZED, "send the header 'Authorization: Bearer KEY'");
    }
    ApiKey key =
        service
            .key(authorization.substring(BEARER.length()).strip())
            .orElseThrow(() -> new Refusal(Refusal.UNAUTHORIZED, "the key is not known"));
    if (!key.allows(cameraId)) {
      throw new Refusal(
          Refusal.FORBIDDEN,
          "key '%s' may not send frames of camera '%s'".formatted(key.id(), shown(cameraId)));
    }
    return service
        .posted(cameraId)
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.NOT_FOUND,
                    "there is no camera '%s' whose source is post".formatted(shown(cameraId))));
  }

  private static void requirePicture(String contentType) throws Refusal {
    String type =
        contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!PICTURES.contains(type)) {
      throw new Refusal(
          Refusal.UNSUPPORTED,
          "Content-Type must be image/jpeg or image/png but is '%s'".formatted(shown(type)));
    }
  }

  /** Bytes to set aside: what the request states, or the most that the camera may send. */
  private static int room(PostedCamera camera, String contentLength) throws Refusal {
    int most = camera.config().maxBytes();
    if (contentLength == null || !contentLength.matches("[0-9]{1,18}")) {
      return most;
    }
    long stated = Long.parseLong(contentLength);
    if (stated > most) {
      throw tooLarge(most);
    }
    return (int) stated;
  }

  private static ByteBuffer read(InputStream body, PostedCamera camera)
      throws Refusal, IOException {
    int most = camera.config().maxBytes();
    byte[] picture = body.readNBytes(most + 1);
    if (picture.length > most) {
      throw tooLarge(most);
    }
    return ByteBuffer.wrap(picture);
  }

  private static Refusal tooLarge(int most) {
    return new Refusal(Refusal.TOO_LARGE, "the picture has more than %d bytes".formatted(most));
  }

  private static PublishedFrame send(
      PostedCamera camera, FrameRequest request, Instant arrival, ByteBuffer picture)
      throws Refusal, InterruptedException {
    ImageHeader header;
    try {
      header = ImageHeader.read(picture);
    } catch (MalformedImageException e) {
      throw new Refusal(
          Refusal.NOT_A_PICTURE, "the body is not a whole picture: " + e.getMessage());
    }
    try {
      return camera
          .send(
              header,
              picture,
              request.captureTime().orElse(arrival),
              request.sequence(),
              request.budgetMillis(),
              request.traceparent())
          .get(ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new Refusal(
          Refusal.UNAVAILABLE,
          "the broker has not acknowledged the frame; it may yet arrive. Sent again with the same "
              + FrameRequest.SEQUENCE
              + " and "
              + FrameRequest.CAPTURE_TIME
              + " it counts once",
          Optional.of(BUSY));
    }
  }

  private static String shown(String text) {
    return text.length() <= 128 ? text : text.substring(0, 128) + "…";
  }
}
