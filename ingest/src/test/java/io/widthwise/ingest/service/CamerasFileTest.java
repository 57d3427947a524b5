package io.widthwise.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.widthwise.ingest.source.SourceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CamerasFileTest {
  private static final Path FILE = Path.of("cameras.yaml");
  private static final String KEY = "a-key-of-at-least-thirty-two-characters";
  private static final Map<String, String> ENVIRONMENT = Map.of("GATE", "user:secret", "KEY", KEY);

  private static IngestConfig read(String yaml) throws ConfigException {
    return CamerasFile.parse(FILE, yaml, ENVIRONMENT::get);
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(ConfigException.class, () -> read(yaml)).problems();
  }

  private static String camera(String field) {
    return "cameras:\n  - {id: gate, source: synthetic, %s}".formatted(field);
  }

  @Test
  void readsEveryField() throws Exception {
    IngestConfig config =
        read(
            """
            http: {address: 0.0.0.0, port: 9000}
            defaults:
              budget: 2s
              attributes: {site: hall, floor: 1}
              reconnect: {first: 100ms, longest: 5s, maxAttempts: 7}
            keys:
              - {id: robot, env: KEY, cameras: [robot/*]}
            cameras:
              - id: gate
                source: rtsp://${GATE}@10.0.0.7/stream
                budget: 80ms
                rate: 12.5
                priority: 3
                attributes: {floor: 2}
              - {id: robot/front, source: post, maxBytes: 1000}
              - {id: clip, source: clips/a.mp4, loop: true}
            """);
    assertThat(config.http()).isEqualTo(new IngestConfig.Http("0.0.0.0", 9000));
    assertThat(config.keys())
        .containsExactly(new ApiKey("robot", ApiKey.hash(KEY), List.of("robot/*")));
    Reconnect reconnect =
        new Reconnect(Duration.ofMillis(100), Duration.ofSeconds(5), OptionalInt.of(7));
    assertThat(config.camera("gate"))
        .contains(
            new CameraConfig(
                "gate",
                SourceSpec.parse("rtsp://user:secret@10.0.0.7/stream"),
                OptionalInt.of(80),
                OptionalDouble.of(12.5),
                3,
                Map.of("site", "hall", "floor", "2"),
                false,
                4_000_000,
                reconnect));
    assertThat(config.camera("robot/front").orElseThrow().maxBytes()).isEqualTo(1_000);
    assertThat(config.camera("robot/front").orElseThrow().budgetMillis()).hasValue(2_000);
    assertThat(config.camera("clip").orElseThrow().loop()).isTrue();
  }

  @Test
  void readsTheExampleOfTheManual() throws Exception {
    String manual = Files.readString(Path.of("..", "docs", "sources.md"));
    String yaml = manual.substring(manual.indexOf("```yaml") + 7);
    IngestConfig config =
        CamerasFile.parse(
            FILE,
            yaml.substring(0, yaml.indexOf("```")),
            Map.of("GATE_LOGIN", "a:b", "ROBOT_7_KEY", KEY)::get);
    assertThat(config.cameras())
        .extracting(CameraConfig::id)
        .containsExactly("gate", "yard", "robot-7/front", "robot-8/front", "replay");
  }

  @Test
  void showsNoLogin() throws Exception {
    IngestConfig config =
        read("cameras:\n  - {id: gate, source: 'rtsp://${GATE}@10.0.0.7/stream'}");
    assertThat(config.toString()).doesNotContain("secret").contains("rtsp://***@10.0.0.7/stream");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          budget: 0ms       | budget must be a time from 1ms to 600s, such as 50ms or 2s, but is '0ms'
          budget: 50        | budget must be a time from 1ms to 600s, such as 50ms or 2s, but is '50'
          budget: 11m       | budget must be a time from 1ms to 600s, such as 50ms or 2s, but is '11m'
          rate: -1          | rate must be a number over 0 and at most 1000 but is '-1'
          rate: fast        | rate must be a number over 0 and at most 1000 but is 'fast'
          priority: 1.5     | priority must be a whole number from -1000 to 1000 but is '1.5'
          attributes: [a]   | attributes must be fields, NAME: TEXT, but is '["a"]'
          loop: true        | loop is for recordings; this source is live
          loop: maybe       | loop must be true or false but is 'maybe'
          maxBytes: 0       | maxBytes must be a whole number from 1 to 4000000 but is '0'
          rat: 3            | rat is not known here; known are attributes, budget, id, loop, maxBytes, priority, rate, reconnect, source
          """)
  void namesFileCameraAndField(String field, String problem) {
    assertThat(problems(camera(field))).containsExactly("cameras.yaml: camera 'gate': " + problem);
  }

  @Test
  void tellsAllProblemsAtOnce() {
    assertThat(
            problems(
                """
                http: {port: 70000}
                cameras:
                  - {id: 'a b', source: synthetic}
                  - {source: synthetic}
                  - {id: gate}
                  - {id: gate, source: 'http:nowhere'}
                  - {id: yard, source: 'rtsp://${UNSET}@host/'}
                colour: red
                """))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("cameras.yaml: http: port must be a whole number"),
            p -> assertThat(p).startsWith("cameras.yaml: camera 'a b': id cannot be used"),
            p -> assertThat(p).isEqualTo("cameras.yaml: camera 2 of the list: id is missing"),
            p -> assertThat(p).isEqualTo("cameras.yaml: camera 'gate': source is missing"),
            p -> assertThat(p).contains("camera 'gate': id is that of another camera, too"),
            p -> assertThat(p).contains("camera 'gate': source cannot be used"),
            p ->
                assertThat(p)
                    .contains("camera 'yard': source names the environment variable UNSET"),
            p -> assertThat(p).startsWith("cameras.yaml: colour is not known here"));
  }

  @Test
  void namesTheLineOfWhatIsNoYaml() {
    assertThat(problems("cameras:\n  - id: [gate\n"))
        .singleElement()
        .asString()
        .startsWith("cameras.yaml line ");
  }

  @Test
  void refusesAFieldGivenTwice() {
    assertThat(problems("cameras: []\ncameras: []"))
        .singleElement()
        .asString()
        .contains("cameras.yaml line 2")
        .contains("Duplicate");
  }

  @Test
  void wantsAtLeastOneCamera() {
    assertThat(problems("")).containsExactly("cameras.yaml: cameras must list at least one camera");
  }

  @Test
  void wantsAKeyForACameraThatPosts() {
    assertThat(problems("cameras:\n  - {id: robot, source: post}"))
        .containsExactly(
            "cameras.yaml: camera 'robot': source is post, but no key may send for it; add one under keys");
  }

  @Test
  void wantsKeysThatCannotBeGuessed() {
    String yaml =
        """
        keys:
          - {id: a, env: SHORT, cameras: [x]}
          - {id: b, sha256: abc, cameras: [x]}
          - {id: c, cameras: [x]}
        cameras:
          - {id: gate, source: synthetic}
        """;
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class,
            () -> CamerasFile.parse(FILE, yaml, Map.of("SHORT", "1234")::get));
    assertThat(e.problems())
        .satisfiesExactly(
            p ->
                assertThat(p)
                    .contains("key 'a': env must lead to a key of at least 32")
                    .doesNotContain("1234"),
            p -> assertThat(p).contains("key 'b': sha256 must be 64 lower-case hexadecimal digits"),
            p -> assertThat(p).contains("key 'c': sha256 or env or file must be given"));
  }
}
