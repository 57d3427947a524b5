package io.widthwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CancelCommandTest {
  private final StringWriter err = new StringWriter();
  private HttpServer flink;

  @BeforeEach
  void start() throws IOException {
    flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    flink.start();
  }

  @AfterEach
  void stop() {
    flink.stop(0);
  }

  @Test
  void endsTheOtherJobsWhenOneCannotBeEnded() {
    answer("/jobs/first", 404, "{\"errors\":[\"Job first not found\"]}");
    answer("/jobs/second", 200, "{\"jid\":\"second\",\"name\":\"x\",\"state\":\"CANCELED\"}");

    int status = cancel("first", "second");

    assertThat(status).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString())
        .contains("job first was not ended: ", "Job first not found")
        .contains("job second is over")
        .endsWith("widthwise: 1 of 2 jobs were not ended" + System.lineSeparator());
  }

  private int cancel(String... jobs) {
    CommandLine commandLine = Widthwise.commandLine();
    commandLine.setErr(new PrintWriter(err, true));
    String[] arguments = new String[jobs.length + 3];
    arguments[0] = "cancel";
    arguments[1] = "--flink";
    arguments[2] = "http://127.0.0.1:" + flink.getAddress().getPort();
    System.arraycopy(jobs, 0, arguments, 3, jobs.length);
    return commandLine.execute(arguments);
  }

  private void answer(String path, int status, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    flink.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
  }
}
