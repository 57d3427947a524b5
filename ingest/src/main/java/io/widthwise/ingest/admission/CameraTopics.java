package io.widthwise.ingest.admission;

import io.widthwise.ingest.admission.FrameAdmission.Unsound;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.quarantine.QuarantineCode;
import java.util.Optional;

/**
 * Holds a frame's camera against the topic that it came on. The broker lets a camera write only
 * where its principal may; this makes sure that it cannot name another camera there.
 */
final class CameraTopics {
  private final TopicNames topics;
  private final CameraTopicRule rule;

  CameraTopics(TopicNames topics, CameraTopicRule rule) {
    this.topics = topics;
    this.rule = rule;
  }

  /** Says what is wrong with a frame of {@code cameraId} on {@code topic}, if anything is. */
  Optional<Unsound> refuse(String topic, String cameraId) {
    if (topic.equals(topics.framesRaw())) {
      return rule == CameraTopicRule.REQUIRED
          ? wrong("cameras must send on topics of their own, not on the shared topic " + topic)
          : Optional.empty();
    }
    Optional<String> owner = topics.cameraOf(topic);
    if (owner.isEmpty()) {
      return wrong("the topic %s is no camera's".formatted(topic));
    }
    return owner.get().equals(cameraId)
        ? Optional.empty()
        : wrong(
            "the frame says that it is of camera '%s' but came on the topic of camera '%s'"
                .formatted(cameraId, owner.get()));
  }

  private static Optional<Unsound> wrong(String reason) {
    return Optional.of(new Unsound(QuarantineCode.WRONG_TOPIC, reason, ""));
  }
}
