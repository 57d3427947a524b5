package io.widthwise.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraTopicNameTest {
  private static final String ALLOWED = "abcXYZ019._:/-";

  @ParameterizedTest
  @CsvSource({
    "gate-1, gate-1",
    "front_camera/image, front_5Fcamera_2Fimage",
    "a.b, a_2Eb",
    "rtsp://10.0.0.7:554, rtsp_3A_2F_2F10_2E0_2E0_2E7_3A554",
    "é, _C3_A9"
  })
  void writesACameraSoThatKafkaTakesIt(String cameraId, String name) {
    assertThat(CameraTopicName.encode(cameraId)).isEqualTo(name);
    assertThat(CameraTopicName.decode(name)).contains(cameraId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_61", "a.b", "_2e", "_", "a_2", "_ZZ", "_C3", "_FF", "a b"})
  void readsOnlyWhatItWrites(String name) {
    assertThat(CameraTopicName.decode(name)).isEmpty();
  }

  @Test
  void differentCamerasHaveNamesThatKafkaKeepsApart() {
    Random random = new Random(7);
    Set<String> cameras = new HashSet<>();
    Set<String> names = new HashSet<>();
    while (cameras.size() < 5_000) {
      StringBuilder camera = new StringBuilder();
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        camera.append(ALLOWED.charAt(random.nextInt(ALLOWED.length())));
      }
      if (cameras.add(camera.toString())) {
        String name = CameraTopicName.encode(camera.toString());
        assertThat(name).matches(CameraTopicName.CHARACTERS);
        assertThat(CameraTopicName.decode(name)).contains(camera.toString());
        // Kafka refuses a topic that differs from another only in dots and underscores.
        assertThat(names.add(name.replace('.', '_'))).isTrue();
      }
    }
  }

  @Test
  void aTopicTellsItsCamera() {
    TopicNames topics = new TopicNames("site.");

    assertThat(topics.framesRawOf("a/b")).isEqualTo("site.frames.raw.a_2Fb");
    assertThat(topics.cameraOf("site.frames.raw.a_2Fb")).contains("a/b");
    assertThat(topics.cameraOf(topics.framesRaw())).isEmpty();
    assertThat(topics.cameraOf("other.frames.raw.a")).isEmpty();
    assertThat(topics.isFramesRaw("site.frames.raw")).isTrue();
    assertThat(topics.isFramesRaw("site.frames.raw.a_2Fb")).isTrue();
    assertThat(topics.isFramesRaw("site.frames")).isFalse();
    assertThat(topics.isFramesRaw("siteXframes.raw")).isFalse();
  }

  @Test
  void aNameThatIsTooLongForKafkaIsRefused() {
    TopicNames topics = new TopicNames("site.");

    assertThat(topics.framesRawOf("c".repeat(128))).hasSizeLessThanOrEqualTo(249);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> topics.framesRawOf("/".repeat(128)))
        .withMessageContaining("Kafka takes at most 249");
    assertThatIllegalArgumentException().isThrownBy(() -> topics.framesRawOf(""));
  }
}
