package io.widthwise.ingest.source.mcap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.ingest.source.SourceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format's public conformance cases; where they are from says the README beside them. */
class McapConformanceTest {
  private record Case(String name, byte[] mcap, List<Read> messages) {}

  private record Read(
      String topic, String encoding, String schema, long logTime, List<Integer> data) {
    static Read of(McapMessage message) {
      List<Integer> data = new ArrayList<>();
      while (message.data().hasRemaining()) {
        data.add(message.data().get() & 0xFF);
      }
      McapChannel channel = message.channel();
      return new Read(
          channel.topic(),
          channel.messageEncoding(),
          channel.schemaName(),
          message.logNanos(),
          data);
    }
  }

  @TempDir Path directory;

  private static List<Case> cases() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Case> cases = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    McapConformanceTest.class.getResourceAsStream(
                        "/mcap-conformance/cases.jsonl.gz")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode node = json.readTree(line);
        List<Read> messages = new ArrayList<>();
        for (JsonNode each : node.path("messages")) {
          messages.add(json.treeToValue(each, Read.class));
        }
        cases.add(new Case(node.path("name").asText(), node.path("mcap").binaryValue(), messages));
      }
    }
    return cases;
  }

  private Path file(Case each) throws IOException {
    return Files.write(directory.resolve(each.name() + ".mcap"), each.mcap());
  }

  /** As readers give them that go by the index; equal times in file order. */
  private static List<Read> byLogTime(List<Read> messages) {
    return messages.stream().sorted(Comparator.comparingLong(Read::logTime)).toList();
  }

  @Test
  void readsEachCase() throws Exception {
    List<Case> cases = cases();
    assertThat(cases).hasSize(416);
    for (Case each : cases) {
      try (McapFile file = new McapFile(file(each))) {
        List<Read> read = new ArrayList<>();
        for (Optional<McapMessage> m = file.next(); m.isPresent(); m = file.next()) {
          read.add(Read.of(m.get()));
        }
        assertThat(read).as(each.name()).isEqualTo(byLogTime(each.messages()));
      } catch (SourceException e) {
        throw new AssertionError(each.name(), e);
      }
    }
  }

  @Test
  void followsEachCase() throws Exception {
    for (Case each : cases()) {
      try (McapFollower file = new McapFollower(file(each), true)) {
        List<Read> read = new ArrayList<>();
        for (Optional<McapMessage> m = file.next(); m.isPresent(); m = file.next()) {
          read.add(Read.of(m.get()));
        }
        assertThat(read).as(each.name()).isEqualTo(each.messages());
      } catch (SourceException e) {
        throw new AssertionError(each.name(), e);
      }
    }
  }
}
