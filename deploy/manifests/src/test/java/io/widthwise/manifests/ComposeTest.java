package io.widthwise.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The compose file names nothing that it does not define, and starts programs as they take it. */
class ComposeTest {
  private static final List<String> CONDITIONS =
      List.of("service_started", "service_healthy", "service_completed_successfully");

  private final Map<String, Map<String, Object>> file =
      new Yaml(new SafeConstructor(new LoaderOptions()))
          .load(Repository.text("deploy/compose/compose.yaml"));
  private final Map<String, Object> services = file.get("services");

  @Test
  void servicesWaitForServicesThatThereAre() {
    services.forEach(
        (name, service) ->
            section(service, "depends_on")
                .forEach(
                    (other, condition) -> {
                      assertThat(services).as(name).containsKey(other);
                      String wanted = (String) asMap(condition).get("condition");
                      assertThat(CONDITIONS).contains(wanted);
                      if (wanted.equals("service_healthy")) {
                        assertThat(asMap(services.get(other))).containsKey("healthcheck");
                      }
                    }));
  }

  @Test
  void namedVolumesAreDefined() {
    services
        .values()
        .forEach(
            service -> {
              for (Object volume : (List<?>) asMap(service).getOrDefault("volumes", List.of())) {
                assertThat(file.get("volumes")).containsKey(volume.toString().split(":")[0]);
              }
            });
  }

  @Test
  void toolsAreStartedAsTheCommandLineTakesIt() {
    int checked = 0;
    for (Object service : services.values()) {
      if (asMap(service).get("image").toString().startsWith("widthwise/tools:")) {
        CommandLines.requireAccepted(
            ((List<?>) asMap(service).get("command")).stream().map(Object::toString).toList());
        checked++;
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(5);
  }

  @Test
  void flinksKeysAreKnown() throws Exception {
    FlinkKeys keys = new FlinkKeys();
    Properties properties = new Properties();
    properties.load(
        new StringReader(
            section(services.get("taskmanager"), "environment")
                .get("FLINK_PROPERTIES")
                .toString()));

    assertThat(properties.stringPropertyNames())
        .isNotEmpty()
        .allSatisfy(key -> assertThat(keys.knows(key)).as(key).isTrue());
  }

  @Test
  void portsAreOpenOnTheLoopbackAddressOnly() {
    services
        .values()
        .forEach(
            service ->
                assertThat((List<?>) asMap(service).getOrDefault("ports", List.of()))
                    .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:")));
  }

  private static Map<String, Object> section(Object service, String name) {
    return asMap(asMap(service).getOrDefault(name, Map.of()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMap(Object value) {
    return (Map<String, Object>) value;
  }
}
