package io.widthwise.models.pull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * Files over HTTP, resumed by {@code Range} (RFC 9110, section 14) with {@code If-Range}, so that a
 * server whose file has changed sends the new one whole. A server that knows no ranges sends the
 * file whole too.
 */
public final class HttpSource implements FileSource {
  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final Duration STALL = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final HttpClient client;
  private final Function<PinnedFile, URI> url;
  private final Duration stall;

  private HttpSource(Function<PinnedFile, URI> url, Duration connect, Duration stall) {
    this.url = url;
    this.stall = stall;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(ProxySelector.getDefault())
            .build();
  }

  /** Returns the files' own repositories. */
  public static HttpSource published() {
    return new HttpSource(PinnedFile::url, CONNECT, STALL);
  }

  /** Returns the files below {@code base}, which ends in a slash. */
  static HttpSource mirror(URI base) {
    return mirror(base, STALL);
  }

  /** As above, giving up on a server that is silent for {@code stall}. */
  static HttpSource mirror(URI base, Duration stall) {
    return new HttpSource(file -> base.resolve(file.name()), CONNECT, stall);
  }

  @Override
  public String place(PinnedFile file) {
    return url.apply(file).toString();
  }

  @Override
  public Content open(PinnedFile file, long from, String validator) throws IOException {
    HttpResponse<TimedBody> response = send(file, request(file, from, validator));
    Content content = null;
    try {
      content = content(file, from, response);
      return content;
    } finally {
      if (content == null) {
        response.body().cancel();
      }
    }
  }

  private HttpRequest request(PinnedFile file, long from, String validator) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.apply(file))
            .timeout(stall)
            .header("User-Agent", "widthwise")
            .header("Accept-Encoding", "identity");
    if (from > 0) {
      request.header("Range", "bytes=%d-".formatted(from));
      if (validator != null) {
        request.header("If-Range", validator);
      }
    }
    return request.build();
  }

  private HttpResponse<TimedBody> send(PinnedFile file, HttpRequest request) throws IOException {
    try {
      return client.send(request, response -> new TimedBody(stall));
    } catch (SSLException e) {
      throw new PullException(
          "%s cannot be trusted: %s; name another place with --mirror"
              .formatted(place(file), e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + place(file));
    }
  }

  private Content content(PinnedFile file, long from, HttpResponse<TimedBody> response)
      throws IOException {
    return switch (response.statusCode()) {
      case OK -> new Body(response, 0, requireSize(file, contentLength(response)));
      case PARTIAL -> {
        ContentRange range = ContentRange.of(response);
        if (range.first() != from) {
          throw new TransientFault(
              "%s was asked for bytes from %d and sent them from %d"
                  .formatted(place(file), from, range.first()),
              null);
        }
        yield new Body(response, from, requireSize(file, range.total()));
      }
      case RANGE_NOT_SATISFIABLE -> throw new StalePart(place(file), from);
      default -> throw StatusFault.of(place(file), response);
    };
  }

  private OptionalLong requireSize(PinnedFile file, OptionalLong total) throws PullException {
    if (total.isPresent()) {
      Optional<String> difference = file.sizeDifference(total.getAsLong());
      if (difference.isPresent()) {
        throw new PullException(Refusals.otherFile(file, place(file), difference.get()));
      }
    }
    return total;
  }

  private static OptionalLong contentLength(HttpResponse<?> response) {
    return response.headers().firstValueAsLong("Content-Length");
  }

  private record Body(HttpResponse<TimedBody> response, long offset, OptionalLong total)
      implements Content {
    /** Only a strong validator tells that two answers are of the same bytes. */
    @Override
    public Optional<String> validator() {
      return response.headers().firstValue("ETag").filter(tag -> !tag.startsWith("W/"));
    }

    @Override
    public ByteBuffer next() throws IOException {
      return response.body().next();
    }

    @Override
    public void close() {
      response.body().cancel();
    }
  }
}
