package io.widthwise.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The {@code server.properties} of a broker that is alone and holds 4 MiB frames. */
final class BrokerProperties {
  /** A frame's payload may take 4 MiB; the envelope needs some room beside it. */
  static final int MESSAGE_BYTES = 4 * 1024 * 1024 + 64 * 1024;

  private BrokerProperties() {}

  static String text(BrokerSettings settings, int port, int controllerPort, Path data) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", 1);
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    properties.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("log.dirs", data);
    properties.put("auto.create.topics.enable", false);
    properties.put("message.max.bytes", MESSAGE_BYTES);
    properties.put("replica.fetch.max.bytes", MESSAGE_BYTES);
    properties.put("socket.request.max.bytes", 104_857_600);
    // One node: nothing can be replicated, and small internal topics start faster.
    properties.put("offsets.topic.replication.factor", 1);
    properties.put("offsets.topic.num.partitions", 5);
    properties.put("transaction.state.log.replication.factor", 1);
    properties.put("transaction.state.log.min.isr", 1);
    properties.put("transaction.state.log.num.partitions", 5);
    // Readers of committed records wait for the transaction of a writer that was killed.
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", 1_000);
    properties.put("share.coordinator.state.topic.replication.factor", 1);
    properties.put("share.coordinator.state.topic.min.isr", 1);
    properties.put("share.coordinator.state.topic.num.partitions", 5);
    // No waiting for further members: whoever consumes begins at once.
    properties.put("group.initial.rebalance.delay.ms", 0);
    properties.put("num.network.threads", 2);
    properties.put("num.io.threads", 4);
    properties.put("background.threads", 2);
    properties.put("log.segment.bytes", 128 * 1024 * 1024);
    properties.put("log.cleaner.dedupe.buffer.size", 16 * 1024 * 1024);
    properties.put("controlled.shutdown.enable", false); // there is no other node to hand over to
    settings
        .security()
        .ifPresent(security -> properties.putAll(security.brokerProperties(port, controllerPort)));
    properties.putAll(settings.properties());
    return properties.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
