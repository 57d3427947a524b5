package io.widthwise.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.widthwise.ingest.LogFields;
import io.widthwise.ingest.publish.PublishListener.PublishedFrame;
import io.widthwise.ingest.service.CameraStatus;
import io.widthwise.ingest.service.IngestConfig;
import io.widthwise.ingest.service.IngestService;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service's HTTP port: health, status, metrics, and frames that robots post. */
public final class IngestHttp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestHttp.class);
  private static final String JSON = "application/json";

  private final IngestService service;
  private final BrokerCheck broker;
  private final FrameIntake intake;
  private final IngestMetrics metrics;
  private final ObjectMapper json = new ObjectMapper();
  private final Javalin server;

  /**
   * Listens.
   *
   * @throws IllegalArgumentException if it cannot listen there
   */
  public IngestHttp(IngestConfig.Http http, IngestService service, BrokerCheck broker) {
    this.service = service;
    this.broker = broker;
    this.intake = new FrameIntake(service, Clock.systemUTC());
    this.metrics = new IngestMetrics(service, broker);
    this.server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.routes.get("/health/live", context -> context.result("live\n"));
              config.routes.get("/health/ready", this::ready);
              config.routes.get("/status", this::status);
              config.routes.get(
                  "/metrics",
                  context ->
                      context.contentType("text/plain; version=0.0.4").result(metrics.scrape()));
              config.routes.post("/cameras/<id>/frames", this::post);
            });
    try {
      server.start(http.address(), http.port());
    } catch (JavalinBindException e) {
      metrics.close();
      throw new IllegalArgumentException(
          "cannot listen on %s:%d: %s; choose another under http in the configuration"
              .formatted(http.address(), http.port(), e.getMessage()),
          e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  private void ready(Context context) {
    boolean ready = broker.reachable();
    context.status(ready ? 200 : 503).result(ready ? "ready\n" : "the broker does not answer\n");
  }

  private void status(Context context) throws JsonProcessingException {
    ObjectNode status = json.createObjectNode();
    status.put("brokerReachable", broker.reachable());
    put(status, "configError", service.configError());
    for (CameraStatus camera : service.statuses()) {
      ObjectNode node = status.withArray("cameras").addObject();
      node.put("id", camera.id());
      node.put("source", camera.source());
      node.put("state", camera.state().text());
      put(node, "lastError", camera.lastError());
      put(node, "lastErrorTime", camera.lastErrorTime());
      node.put("frames", camera.frames());
      node.put("bytes", camera.bytes());
      node.put("dropped", camera.dropped());
      put(node, "lastFrameTime", camera.lastFrameTime());
      node.put("attempts", camera.attempts());
    }
    answer(context, 200, status);
  }

  private static void put(ObjectNode node, String name, Optional<?> value) {
    node.put(name, value.map(Object::toString).orElse(null));
  }

  private void post(Context context) throws JsonProcessingException, InterruptedException {
    ObjectNode body = json.createObjectNode();
    int status = 201;
    try {
      PublishedFrame frame =
          intake.take(context.pathParam("id"), headers(context), context.req().getInputStream());
      body.put("frameId", frame.frameId());
      body.put("partition", frame.partition());
      body.put("offset", frame.offset());
    } catch (Refusal refusal) {
      status = refusal.status();
      body.put("error", refusal.getMessage());
      refusal.retryAfterSeconds().ifPresent(wait -> context.header("Retry-After", wait));
      if (status == Refusal.UNAUTHORIZED) {
        context.header("WWW-Authenticate", "Bearer");
      }
      LOG.atInfo()
          .addKeyValue(LogFields.CAMERA, context.pathParam("id"))
          .log("a frame posted for {} was refused: {}", context.path(), refusal.getMessage());
    } catch (IOException e) {
      status = Refusal.BAD_REQUEST;
      body.put("error", "the body could not be read whole");
    }
    metrics.posted(status);
    answer(context, status, body);
  }

  private static Map<String, String> headers(Context context) {
    return context.headerMap().entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().toLowerCase(Locale.ROOT),
                Map.Entry::getValue,
                (first, second) -> first));
  }

  private void answer(Context context, int status, ObjectNode body) throws JsonProcessingException {
    context
        .status(status)
        .contentType(JSON)
        .result(json.writerWithDefaultPrettyPrinter().writeValueAsString(body) + "\n");
  }

  @Override
  public void close() {
    server.stop();
    metrics.close();
  }
}
