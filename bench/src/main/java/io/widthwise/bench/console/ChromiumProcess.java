package io.widthwise.bench.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A browser without a window, with a profile of its own, that takes commands on a local port. */
final class ChromiumProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  private ChromiumProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts the browser.
   *
   * @throws StackException if it does not start
   */
  static ChromiumProcess start(Path executable, Path profile)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(executable)) {
      throw new StackException(
          "%s is no program; install Chromium or name it with --chromium".formatted(executable));
    }
    Process process =
        new ProcessBuilder(
                executable.toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--window-size=1440,900",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("browser.log").toFile())
            .start();
    Path file = profile.resolve("DevToolsActivePort");
    Instant limit = Instant.now().plus(START_LIMIT);
    while (Instant.now().isBefore(limit) && process.isAlive()) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() >= 2) {
        return new ChromiumProcess(process, Integer.parseInt(lines.get(0)));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    process.destroyForcibly();
    throw new StackException(
        "%s did not start; it said: %s"
            .formatted(executable, Files.readString(profile.resolve("browser.log"))));
  }

  /** Opens a page and its developer tools, whose durations are by {@code clock}. */
  DevTools open(URI address, String clock) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/json/new?%s".formatted(port, address)))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return DevTools.connect(
        URI.create(
            new ObjectMapper().readTree(answer.body()).path("webSocketDebuggerUrl").asText()),
        clock);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
