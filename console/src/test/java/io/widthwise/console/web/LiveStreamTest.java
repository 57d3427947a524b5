package io.widthwise.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.console.live.FleetQuery;
import io.widthwise.console.live.Overview;
import io.widthwise.console.live.Snapshot;
import io.widthwise.console.live.Snapshots;
import io.widthwise.console.tally.OutcomeCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveStreamTest {
  private static final LiveStream.View VIEW =
      new LiveStream.View(FleetQuery.first(10), 4, 0, List.of(), 0);

  /** A client that takes nothing until it is told to. */
  private static final class SlowClient extends OutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile boolean reached;

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      reached = true;
      try {
        ready.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      synchronized (taken) {
        taken.write(bytes, from, length);
      }
    }

    List<String> versions() {
      synchronized (taken) {
        return taken.toString(UTF_8).lines().filter(line -> line.startsWith("id: ")).toList();
      }
    }
  }

  private static final class Counter implements Snapshots {
    private long version;
    private boolean closed;

    @Override
    public synchronized Snapshot newest() {
      return snapshot(version);
    }

    @Override
    public synchronized Snapshot after(long known) throws InterruptedException {
      while (version <= known && !closed) {
        wait();
      }
      return snapshot(version);
    }

    @Override
    public synchronized boolean isClosed() {
      return closed;
    }

    synchronized void publish(int count) {
      version += count;
      notifyAll();
    }

    synchronized void close() {
      closed = true;
      notifyAll();
    }

    private static Snapshot snapshot(long version) {
      Overview overview =
          new Overview(
              1_000,
              500,
              "RUNNING",
              true,
              List.of(),
              0,
              0,
              new Overview.Window(60, 0, OutcomeCounts.NONE, null, null, null, null, null, null),
              OutcomeCounts.NONE,
              0,
              List.of(),
              List.of(),
              new Overview.QuarantineCounts(0, null, new TreeMap<>()));
      return new Snapshot(version, overview, List.of(), new TreeMap<>());
    }
  }

  @Test
  void aClientThatFallsBehindGetsTheNewestSnapshotAndNoneOfThoseMissed() throws Exception {
    LiveStream stream = new LiveStream(new ObjectMapper());
    SlowClient client = new SlowClient();
    Counter snapshots = new Counter();
    Thread serving =
        new Thread(
            () -> {
              try {
                stream.follow(client, snapshots, VIEW);
              } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    serving.start();
    await().until(() -> client.reached);
    for (int i = 0; i < 1_000; i++) {
      snapshots.publish(1);
    }
    client.ready.countDown();
    await().until(() -> client.versions().contains("id: 1000"));

    assertThat(client.versions()).containsExactly("id: 0", "id: 1000");
    snapshots.close();
    serving.join();
  }
}
