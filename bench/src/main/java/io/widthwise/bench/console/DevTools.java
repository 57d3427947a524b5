package io.widthwise.bench.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Commands of the Chrome DevTools Protocol for one page. Four commands are all that is needed, so a
 * browser driver, whose package is 200 MB, is left to the tests.
 */
final class DevTools implements AutoCloseable {
  private static final int ANSWER_SECONDS = 30;

  private final ObjectMapper json = new ObjectMapper();
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private WebSocket socket;

  private DevTools() {}

  /**
   * @param clock what durations count: {@code timeTicks}, time that passes, or {@code threadTicks},
   *     processor time
   */
  static DevTools connect(URI address, String clock) throws IOException, InterruptedException {
    DevTools tools = new DevTools();
    tools.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, tools.new Answers())
            .join();
    tools.call("Performance.enable", Map.of("timeDomain", clock));
    return tools;
  }

  /** Metrics of the page since it was opened; times in seconds, sizes in bytes. */
  Map<String, Double> metrics() throws IOException, InterruptedException {
    Map<String, Double> metrics = new HashMap<>();
    for (JsonNode each : call("Performance.getMetrics", Map.of()).path("metrics")) {
      metrics.put(each.path("name").asText(), each.path("value").asDouble());
    }
    return metrics;
  }

  void collectGarbage() throws IOException, InterruptedException {
    call("HeapProfiler.collectGarbage", Map.of());
  }

  /** Runs a script on the page and returns its value as text. */
  String evaluate(String script) throws IOException, InterruptedException {
    return call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true))
        .path("result")
        .path("value")
        .asText();
  }

  private JsonNode call(String method, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    ObjectNode message = json.createObjectNode().put("id", id).put("method", method);
    message.set("params", json.valueToTree(parameters));
    socket.sendText(json.writeValueAsString(message), true).join();
    try {
      JsonNode found = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (found.has("error")) {
        throw new IOException("the browser refused %s: %s".formatted(method, found.get("error")));
      }
      return found.path("result");
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the browser did not answer " + method, e);
    } finally {
      pending.remove(id);
    }
  }

  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          JsonNode message = json.readTree(text.toString());
          CompletableFuture<JsonNode> waiting = pending.get(message.path("id").asInt());
          if (waiting != null) {
            waiting.complete(message);
          }
        } catch (IOException e) {
          pending.values().forEach(each -> each.completeExceptionally(e));
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
