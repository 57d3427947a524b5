package io.widthwise.ingest.source.mjpeg;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A camera that sends the pictures it is given as MJPEG over HTTP, to one client at a time. */
public final class MjpegServer implements AutoCloseable {
  private static final byte[] HANG_UP = {};

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<byte[]> pictures = new LinkedBlockingQueue<>();
  private volatile Optional<String> login = Optional.empty();

  public MjpegServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/stream", this::stream);
    server.createContext("/page", exchange -> answer(exchange, 200, "text/html"));
    server.setExecutor(threads);
    server.start();
  }

  /** Where it listens, {@code 127.0.0.1:port}. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Wants this {@code user:password} from now on. */
  public void requireLogin(String userAndPassword) {
    login = Optional.of(userAndPassword);
  }

  /** Sends a picture to the client of now or the next. */
  public void show(byte[] picture) {
    pictures.add(picture);
  }

  /** Ends the connection after what was shown. */
  public void hangUp() {
    pictures.add(HANG_UP);
  }

  private void stream(HttpExchange exchange) throws IOException {
    if (login.isPresent() && !isLoggedIn(exchange)) {
      answer(exchange, 401, "text/plain");
      return;
    }
    exchange.getResponseHeaders().add("Content-Type", "multipart/x-mixed-replace; boundary=shot");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.flush();
      for (byte[] picture = pictures.take(); picture != HANG_UP; picture = pictures.take()) {
        out.write(
            "--shot\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                .formatted(picture.length)
                .getBytes(StandardCharsets.US_ASCII));
        out.write(picture);
        out.write('\r');
        out.write('\n');
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isLoggedIn(HttpExchange exchange) {
    String expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(login.orElseThrow().getBytes(StandardCharsets.UTF_8));
    return expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static void answer(HttpExchange exchange, int status, String type) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
