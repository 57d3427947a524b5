package io.widthwise.ingest.admission;

import io.widthwise.schemas.quarantine.QuarantinedPayload;

/**
 * Who may send where, and what is kept of what is refused.
 *
 * @param cameraTopics which topics are admitted from
 * @param quarantinedPayload what of a refused message's value is kept
 */
public record IntakePolicy(CameraTopicRule cameraTopics, QuarantinedPayload quarantinedPayload) {
  public static final IntakePolicy DEFAULT =
      new IntakePolicy(CameraTopicRule.ALLOWED, QuarantinedPayload.KEEP);
}
