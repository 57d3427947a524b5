package io.widthwise.ingest.source.foxglove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.widthwise.ingest.source.mcap.McapChannel;
import io.widthwise.ingest.source.mcap.McapMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A subscription to one topic of a Foxglove WebSocket server, protocol {@code
 * foxglove.websocket.v1} (https://github.com/foxglove/ws-protocol/blob/main/docs/spec.md). The
 * server advertises channels in JSON; messages come as binary: opcode 1, subscription id (uint32),
 * time (uint64, nanoseconds) and the message, little-endian.
 *
 * <p>The oldest message makes room when the reader is too slow. One thread reads, any may close.
 */
public final class FoxgloveConnection implements AutoCloseable {
  private static final String PROTOCOL = "foxglove.websocket.v1";
  private static final int SUBSCRIPTION = 1;
  private static final int MESSAGE_DATA = 1;
  private static final int MESSAGE_PREFIX_BYTES = 13;
  private static final int MAX_MESSAGE_BYTES = 64 << 20;
  private static final int CAPACITY = 16;
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Shared, since each would have threads of its own. */
  private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  private final String topic;
  private final Duration silence;
  private final ObjectMapper json = new ObjectMapper();
  private final ArrayDeque<McapMessage> arrived = new ArrayDeque<>();
  private final TreeSet<String> advertised = new TreeSet<>();
  private WebSocket socket;
  private McapChannel channel;
  private long channelId;
  private IOException failure;
  private boolean closed;
  private long heardNanos = System.nanoTime();

  private FoxgloveConnection(String topic, Duration silence) {
    this.topic = topic;
    this.silence = silence;
  }

  /**
   * Connects. The topic is subscribed to when the server advertises it.
   *
   * @param server {@code ws://} or {@code wss://} and the server
   * @param silence how long the server may be silent, though it is pinged
   * @throws IOException if there is no such server there
   */
  public static FoxgloveConnection open(URI server, String topic, Duration silence)
      throws IOException, InterruptedException {
    FoxgloveConnection connection = new FoxgloveConnection(topic, silence);
    try {
      WebSocket socket =
          CLIENT
              .newWebSocketBuilder()
              .subprotocols(PROTOCOL)
              .connectTimeout(CONNECT)
              .buildAsync(server, connection.new Listener())
              .get(2 * CONNECT.toMillis(), TimeUnit.MILLISECONDS);
      synchronized (connection) {
        connection.socket = socket;
      }
      if (!socket.getSubprotocol().equals(PROTOCOL)) {
        socket.abort();
        throw new IOException(
            "the server speaks '%s' instead of %s".formatted(socket.getSubprotocol(), PROTOCOL));
      }
      return connection;
    } catch (ExecutionException | CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String why =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      throw new IOException(why, cause);
    } catch (TimeoutException e) {
      throw new IOException("it did not answer within %s".formatted(CONNECT.multipliedBy(2)), e);
    }
  }

  /**
   * Waits for the next message; empty once closed from here.
   *
   * @throws IOException if the connection is lost
   */
  public synchronized Optional<McapMessage> next() throws IOException, InterruptedException {
    long pingedNanos = System.nanoTime();
    while (arrived.isEmpty() && failure == null && !closed) {
      wait(Math.max(1, silence.toMillis() / 4));
      long now = System.nanoTime();
      if (now - heardNanos > silence.toNanos()) {
        throw new SocketTimeoutException(
            "nothing came for %d ms, not even an answer to a ping".formatted(silence.toMillis()));
      }
      if (arrived.isEmpty() && now - pingedNanos > silence.toNanos() / 4) {
        pingedNanos = now;
        socket.sendPing(ByteBuffer.allocate(0));
      }
    }
    if (closed) {
      return Optional.empty();
    }
    if (arrived.isEmpty()) {
      throw failure;
    }
    return Optional.of(arrived.poll());
  }

  /** Topics that the server has advertised. */
  public synchronized Set<String> advertised() {
    return new TreeSet<>(advertised);
  }

  private synchronized void fail(IOException e) {
    if (failure == null) {
      failure = e;
    }
    notifyAll();
  }

  private synchronized void heard() {
    heardNanos = System.nanoTime();
  }

  private void text(WebSocket from, String message) {
    JsonNode node;
    try {
      node = json.readTree(message);
    } catch (JsonProcessingException e) {
      fail(new IOException("the server sent a text that is no JSON", e));
      return;
    }
    switch (node.path("op").asText()) {
      case "advertise" -> node.path("channels").forEach(each -> advertise(from, each));
      case "unadvertise" -> node.path("channelIds").forEach(id -> unadvertise(id.asLong()));
      default -> {
        // Server info and status are of no use here.
      }
    }
  }

  private synchronized void advertise(WebSocket to, JsonNode node) {
    String name = node.path("topic").asText();
    advertised.add(name);
    if (!name.equals(topic) || channel != null) {
      return;
    }
    channel =
        new McapChannel(name, node.path("encoding").asText(), node.path("schemaName").asText());
    channelId = node.path("id").asLong();
    to.sendText(
        json.createObjectNode()
            .put("op", "subscribe")
            .<ObjectNode>set(
                "subscriptions",
                json.createArrayNode()
                    .add(
                        json.createObjectNode()
                            .put("id", SUBSCRIPTION)
                            .put("channelId", channelId)))
            .toString(),
        true);
  }

  private synchronized void unadvertise(long id) {
    if (channel != null && id == channelId) {
      fail(new IOException("the server offers topic %s no more".formatted(topic)));
    }
  }

  private synchronized void binary(ByteBuffer message) {
    message.order(ByteOrder.LITTLE_ENDIAN);
    if (channel == null
        || message.remaining() < MESSAGE_PREFIX_BYTES
        || message.get() != MESSAGE_DATA
        || message.getInt() != SUBSCRIPTION) {
      return;
    }
    long nanos = message.getLong();
    if (arrived.size() == CAPACITY) {
      arrived.poll();
    }
    arrived.add(new McapMessage(channel, nanos, message.slice(), 0));
    notifyAll();
  }

  /** Puts messages together that come in parts. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      heard();
      text.append(data);
      if (text.length() > MAX_MESSAGE_BYTES) {
        fail(new IOException("the server sent a text that is too long"));
        from.abort();
        return null;
      }
      if (last) {
        text(from, text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      heard();
      byte[] part = new byte[data.remaining()];
      data.get(part);
      bytes.writeBytes(part);
      if (bytes.size() > MAX_MESSAGE_BYTES) {
        fail(
            new IOException(
                "the server sent a message of over %d bytes".formatted(MAX_MESSAGE_BYTES)));
        from.abort();
        return null;
      }
      if (last) {
        binary(ByteBuffer.wrap(bytes.toByteArray()));
        bytes = new ByteArrayOutputStream();
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      heard();
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      heard();
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      fail(new IOException("the server closed the connection (%d %s)".formatted(status, reason)));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      fail(new IOException(why, e));
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    notifyAll();
    socket.abort();
  }
}
