package io.widthwise.ingest.source.foxglove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;

/** A robot that offers one topic by foxglove.websocket.v1 and sends what it is given. */
public final class FoxgloveServer extends WebSocketServer implements AutoCloseable {
  private static final int CHANNEL = 7;

  private final String topic;
  private final String encoding;
  private final String schemaName;
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private volatile WebSocket client;
  private volatile int subscription;

  public FoxgloveServer(String topic, String encoding, String schemaName)
      throws InterruptedException {
    super(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        1,
        List.of(new Draft_6455(List.of(), List.of(new Protocol("foxglove.websocket.v1")))));
    this.topic = topic;
    this.encoding = encoding;
    this.schemaName = schemaName;
    setReuseAddr(true);
    start();
    started.await();
  }

  /** Sends a message to the subscriber, waiting for it. */
  public void send(long nanos, byte[] message) throws InterruptedException {
    subscribed.await();
    ByteBuffer data =
        ByteBuffer.allocate(13 + message.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 1)
            .putInt(subscription)
            .putLong(nanos)
            .put(message)
            .flip();
    client.send(data);
  }

  /** Offers the topic no more. */
  public void unadvertise() {
    client.send("{\"op\":\"unadvertise\",\"channelIds\":[%d]}".formatted(CHANNEL));
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void onOpen(WebSocket from, ClientHandshake handshake) {
    from.send("{\"op\":\"serverInfo\",\"name\":\"robot\",\"capabilities\":[]}");
    from.send(
        """
        {"op":"advertise","channels":[
          {"id":3,"topic":"/range","encoding":"cdr","schemaName":"sensor_msgs/msg/Range","schema":""},
          {"id":%d,"topic":"%s","encoding":"%s","schemaName":"%s","schema":""}]}"""
            .formatted(CHANNEL, topic, encoding, schemaName));
  }

  @Override
  public void onMessage(WebSocket from, String message) {
    try {
      JsonNode node = new ObjectMapper().readTree(message);
      JsonNode wanted = node.path("subscriptions").path(0);
      if (node.path("op").asText().equals("subscribe")
          && wanted.path("channelId").asInt() == CHANNEL) {
        subscription = wanted.path("id").asInt();
        client = from;
        subscribed.countDown();
      }
    } catch (JsonProcessingException e) {
      from.close();
    }
  }

  @Override
  public void onClose(WebSocket from, int code, String reason, boolean remote) {}

  @Override
  public void onError(WebSocket from, Exception e) {}

  @Override
  public void close() {
    try {
      stop(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
