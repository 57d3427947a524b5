package io.widthwise.ingest.source;

import io.widthwise.ingest.source.mjpeg.MultipartPictures;
import io.widthwise.ingest.source.mjpeg.StreamedBody;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.check.MalformedImageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A camera that answers a GET with pictures without end ({@code multipart/x-mixed-replace}, "MJPEG
 * over HTTP"). Its pictures are sent on as they are. Capture time is the moment at which a picture
 * has arrived whole, since cameras state none.
 */
final class MjpegHttpSource implements FrameSource {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Shared, since each would have threads of its own. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          // Cameras know nothing of the offer to speak HTTP/2.
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final SourceSpec spec;
  private final SourceOptions options;
  private final String cameraId;
  private final Duration silence;
  private final Clock clock = Clock.systemUTC();
  private StreamedBody body;
  private MultipartPictures pictures;
  private long sequence;
  private Instant lastTime = Instant.EPOCH;
  private volatile boolean closed;

  MjpegHttpSource(SourceSpec spec, SourceOptions options) {
    this.spec = spec;
    this.options = options;
    this.cameraId = CameraIds.ofHost(spec.uri(), options.cameraId());
    this.silence = spec.timeout(SILENCE);
  }

  @Override
  public void awaitReady() throws SourceException, InterruptedException {
    if (pictures == null && !closed) {
      connect();
    }
  }

  private void connect() throws SourceException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(withoutLogin(spec.uri())).timeout(silence).GET();
    spec.login()
        .ifPresent(
            login ->
                request.header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(login.getBytes(StandardCharsets.UTF_8))));
    HttpResponse<StreamedBody> response;
    try {
      response = CLIENT.send(request.build(), info -> StreamedBody.subscriber(silence));
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new SourceException("the camera %s cannot be reached: %s".formatted(spec, why), e);
    }
    StreamedBody opened = response.body();
    try {
      if (response.statusCode() != 200) {
        throw new SourceException(
            "the camera %s answers with status %d%s"
                .formatted(spec, response.statusCode(), hint(response.statusCode())));
      }
      String type = response.headers().firstValue("Content-Type").orElse("");
      pictures =
          MultipartPictures.of(type, opened)
              .orElseThrow(
                  () ->
                      new SourceException(
                          "the camera %s sends '%s' instead of multipart/x-mixed-replace; use the address of its MJPEG stream"
                              .formatted(spec, type)));
    } finally {
      if (pictures == null || closed) {
        opened.close();
      }
    }
    synchronized (this) {
      body = opened;
      if (closed) {
        body.close();
      }
    }
  }

  private static String hint(int status) {
    return switch (status) {
      case 401, 403 ->
          "; give its login in the URL, http://USER:PASSWORD@HOST (Basic; Digest is not served)";
      case 404 -> "; use the address of its MJPEG stream";
      default -> "";
    };
  }

  private static URI withoutLogin(URI uri) throws SourceException {
    try {
      return new URI(
          uri.getScheme()
              + "://"
              + uri.getRawAuthority().replaceFirst("^.*@", "")
              + (uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
              + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    } catch (URISyntaxException e) {
      throw new SourceException("the address of a camera cannot be used");
    }
  }

  @Override
  public Optional<SourceFrame> next() throws SourceException, InterruptedException {
    awaitReady();
    if (closed) {
      return Optional.empty();
    }
    byte[] picture;
    try {
      picture = pictures.next();
    } catch (InterruptedIOException e) {
      if (closed) {
        return Optional.empty();
      }
      throw new InterruptedException("interrupted while it waited for a picture");
    } catch (IOException e) {
      if (closed) {
        return Optional.empty();
      }
      throw new SourceException(
          "the camera %s was lost after %d pictures: %s".formatted(spec, sequence, e.getMessage()),
          e);
    }
    return Optional.of(frame(ByteBuffer.wrap(picture)));
  }

  private SourceFrame frame(ByteBuffer picture) throws SourceException {
    Instant now = clock.instant();
    lastTime = now.isAfter(lastTime) ? now : lastTime;
    ImageHeader header;
    try {
      header = ImageHeader.read(picture);
    } catch (MalformedImageException e) {
      if (options.onUnreadable() == OnUnreadable.FAIL) {
        throw new SourceException(
            "picture %d of the camera %s is not whole: %s"
                .formatted(sequence, spec, e.getMessage()),
            e);
      }
      header = new ImageHeader(FrameEncoding.JPEG, 0, 0);
    }
    return new SourceFrame(
        cameraId,
        sequence++,
        lastTime,
        header.encoding(),
        header.width(),
        header.height(),
        picture,
        Map.of());
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public String description() {
    return "MJPEG camera " + spec;
  }

  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      if (body != null) {
        body.close();
      }
    }
  }
}
