package io.widthwise.console;

import io.widthwise.console.follow.FrameFinder;
import io.widthwise.console.follow.QuarantineFollower;
import io.widthwise.console.follow.ResultsFollower;
import io.widthwise.console.live.Observatory;
import io.widthwise.console.peers.Peers;
import io.widthwise.console.web.Api;
import io.widthwise.console.web.ConsoleServer;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * A running console: follows the results topic and serves the page and the API. Topics must exist.
 */
public final class Console implements AutoCloseable {
  private final ConsoleSettings settings;
  private final ConsoleServer server;
  private final ResultsFollower results;
  private final QuarantineFollower quarantine;
  private final FrameFinder frames;
  private final Observatory observatory;

  private Console(ConsoleSettings settings, ConsoleServer server) {
    this.settings = settings;
    this.server = server;
    this.results = new ResultsFollower(settings, server.port());
    this.quarantine = new QuarantineFollower(settings.kafka(), settings.topics().quarantine());
    this.frames = new FrameFinder(settings.kafka(), settings.topics().frames());
    Peers peers = new Peers(results);
    this.observatory =
        new Observatory(settings, results, quarantine, peers, System::currentTimeMillis);
    server.serve(new Api(observatory, results, peers, quarantine, frames));
  }

  /** Starts one; it answers at once, and shows results once {@link #awaitRunning} returns. */
  public static Console start(ConsoleSettings settings) {
    // First, since the port is part of what other instances are told.
    ConsoleServer server = new ConsoleServer(settings.bindHost(), settings.port());
    try {
      Console console = new Console(settings, server);
      console.results.start();
      console.quarantine.start();
      console.observatory.start();
      return console;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Waits until results are followed.
   *
   * @throws TimeoutException if that takes longer than {@code timeout}
   */
  public void awaitRunning(Duration timeout) throws InterruptedException, TimeoutException {
    results.awaitRunning(timeout);
  }

  /** Address of the page. */
  public URI address() {
    return URI.create("http://%s:%d/".formatted(settings.advertisedHost(), server.port()));
  }

  @Override
  public void close() {
    observatory.close();
    server.close();
    quarantine.close();
    frames.close();
    results.close();
  }
}
