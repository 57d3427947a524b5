package io.widthwise.console.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.json.JavalinJackson;
import io.widthwise.console.peers.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Listens for browsers and other instances. Answers 503 until it is given what answers. */
public final class ConsoleServer implements AutoCloseable {
  private static final String WEB = "/io/widthwise/console/page";
  private static final String OPENAPI = "/io/widthwise/console/openapi.json";
  private static final int THREADS = LiveStream.MOST_CLIENTS + 32;

  private final ObjectMapper json = new ObjectMapper();
  private final LiveStream stream = new LiveStream(json);
  private final byte[] openApi = resource(OPENAPI);
  private final Javalin server;
  private volatile Api api;

  /** What answers a request, once there is something to answer from. */
  private interface Answer {
    void to(Api api, Context context) throws Exception;
  }

  /**
   * @param host address to listen on
   * @param port port to listen on; 0 picks a free one
   */
  public ConsoleServer(String host, int port) {
    server = Javalin.create(this::configure).start(host, port);
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Answers from {@code value} from now on. */
  public void serve(Api value) {
    api = value;
  }

  /** Every path and what answers it; {@code openapi.json} describes the same ones. */
  private Map<String, Handler> routes() {
    return Map.ofEntries(
        Map.entry("/api/overview", with(Api::overview)),
        Map.entry("/api/series", with(Api::series)),
        Map.entry("/api/ladder", with(Api::ladder)),
        Map.entry("/api/instances", with(Api::instances)),
        Map.entry("/api/cameras", with(Api::cameras)),
        Map.entry("/api/cameras/{id}", with(Api::camera)),
        Map.entry("/api/cameras/{id}/frame", with(Api::frame)),
        Map.entry("/api/quarantine", with(Api::quarantine)),
        Map.entry("/api/quarantine/{id}", with(Api::quarantined)),
        Map.entry(
            "/api/stream",
            with((present, context) -> stream.serve(context, present.observatory()))),
        Map.entry(Peers.STATE_PATH, with(Api::localState)),
        Map.entry(Peers.CAMERA_PATH, with(Api::localCamera)),
        Map.entry("/healthz", with(Api::health)),
        Map.entry(
            "/openapi.json", context -> context.contentType("application/json").result(openApi)));
  }

  Set<String> paths() {
    return routes().keySet();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jsonMapper(new JavalinJackson(json, false));
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("console");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    // Camera ids may hold slashes and percent signs, which a client writes as %2F and %25.
    config.jetty.modifyHttpConfiguration(
        http ->
            http.setUriCompliance(
                UriCompliance.DEFAULT.with(
                    "camera ids",
                    UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                    UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING)));
    config.jetty.modifyServletContextHandler(
        handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
    config.staticFiles.add(
        files -> {
          files.directory = WEB;
          files.location = Location.CLASSPATH;
          files.hostedPath = "/";
          files.headers = Map.of("Cache-Control", "no-cache");
        });
    config.routes.before(SecurityHeaders::add);
    config.routes.before("/api/*", context -> context.header("Cache-Control", "no-store"));
    config.routes.exception(
        IllegalArgumentException.class,
        (e, context) -> context.status(HttpStatus.BAD_REQUEST).json(new Problem(e.getMessage())));
    routes().forEach(config.routes::get);
  }

  private Handler with(Answer answer) {
    return context -> {
      Api present = api;
      if (present == null) {
        context
            .status(HttpStatus.SERVICE_UNAVAILABLE)
            .json(new Problem("the console is just starting"));
      } else {
        answer.to(present, context);
      }
    };
  }

  private static byte[] resource(String path) {
    try (InputStream in = ConsoleServer.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + path + " is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
