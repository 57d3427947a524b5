package io.widthwise.models.pull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A real HTTP server that answers each request as the test planned, and well when no plan is left.
 */
final class FaultyServer implements AutoCloseable {
  /** How one request is answered. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /** What was asked: the headers that matter, empty where there was none. */
  record Asked(String path, String range, String ifRange) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Queue<Answer> plan = new ArrayDeque<>();
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private volatile byte[] content;
  private volatile String etag = "\"one\"";
  private volatile boolean knowsRanges = true;

  FaultyServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI base() {
    return URI.create(
        "http://%s:%d/files/"
            .formatted(server.getAddress().getHostString(), server.getAddress().getPort()));
  }

  FaultyServer then(Answer answer) {
    plan.add(answer);
    return this;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  void become(byte[] other, String otherEtag) {
    content = other;
    etag = otherEtag;
  }

  void forgetRanges() {
    knowsRanges = false;
  }

  /** The whole file or the range asked for. */
  void well(HttpExchange exchange) throws IOException {
    send(exchange, Integer.MAX_VALUE);
  }

  /** As above, but the connection ends after so many bytes. */
  Answer cutAfter(int bytes) {
    return exchange -> send(exchange, bytes);
  }

  /** So many bytes and then silence on an open connection. */
  Answer silentAfter(int bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
      awaitClosing();
    };
  }

  static Answer status(int code, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(code, -1);
      exchange.close();
    };
  }

  /** These bytes in chunks, without telling how many. */
  static Answer chunked(byte[] bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(bytes);
      }
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked.add(
        new Asked(
            exchange.getRequestURI().getPath(),
            header(exchange, "Range"),
            header(exchange, "If-Range")));
    Answer answer = plan.poll();
    if (answer == null) {
      well(exchange);
    } else {
      answer.to(exchange);
    }
  }

  private void send(HttpExchange exchange, int limit) throws IOException {
    int from = from(exchange);
    if (etag != null) {
      exchange.getResponseHeaders().set("ETag", etag);
    }
    if (from > 0 && from >= content.length) {
      exchange.sendResponseHeaders(416, -1);
      exchange.close();
      return;
    }
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    byte[] rest = Arrays.copyOfRange(content, from, content.length);
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
    exchange.getResponseBody().write(rest, 0, Math.min(limit, rest.length));
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private int from(HttpExchange exchange) {
    String range = header(exchange, "Range");
    String ifRange = header(exchange, "If-Range");
    boolean sameVersion = ifRange.isEmpty() || ifRange.equals(etag);
    return knowsRanges && sameVersion && !range.isEmpty()
        ? Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"))
        : 0;
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
