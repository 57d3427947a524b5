package io.widthwise.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.console.follow.QuarantinedItem;
import io.widthwise.console.live.CameraRow;
import io.widthwise.console.live.Overview;
import io.widthwise.console.live.Series;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the document against the code that it describes. */
class OpenApiTest {
  private final JsonNode document = read();

  private static JsonNode read() {
    try {
      return new ObjectMapper()
          .readTree(OpenApiTest.class.getResource("/io/widthwise/console/openapi.json"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void describesEveryPathThatIsServedAndNoOther() {
    try (ConsoleServer server = new ConsoleServer("127.0.0.1", 0)) {
      assertThat(document.path("paths").properties())
          .extracting(Map.Entry::getKey)
          .containsExactlyInAnyOrderElementsOf(server.paths());
    }
  }

  @Test
  void describesEveryFieldOfWhatIsAnswered() {
    Map.of(
            "Camera", CameraRow.class,
            "Overview", Overview.class,
            "LadderStep", Overview.LadderStep.class,
            "Instance", Overview.Instance.class,
            "Series", Series.class,
            "Quarantined", QuarantinedItem.class,
            "Snapshot", LiveStream.Event.class,
            "Problem", Problem.class)
        .forEach(
            (name, type) ->
                assertThat(
                        document
                            .path("components")
                            .path("schemas")
                            .path(name)
                            .path("properties")
                            .properties())
                    .as(name)
                    .extracting(Map.Entry::getKey)
                    .containsExactlyElementsOf(fields(type)));
  }

  private static List<String> fields(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }
}
