package io.widthwise.job;

import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.core.execution.CheckpointingMode;

/** How often a result may be delivered. */
enum Delivery {
  /** Results leave at once; a restart repeats those since the last checkpoint. */
  AT_LEAST_ONCE("at-least-once", DeliveryGuarantee.AT_LEAST_ONCE, CheckpointingMode.AT_LEAST_ONCE),
  /** Results become visible to read_committed consumers with the next checkpoint, each once. */
  EXACTLY_ONCE("exactly-once", DeliveryGuarantee.EXACTLY_ONCE, CheckpointingMode.EXACTLY_ONCE);

  private final String text;
  private final DeliveryGuarantee guarantee;
  private final CheckpointingMode checkpointingMode;

  Delivery(String text, DeliveryGuarantee guarantee, CheckpointingMode checkpointingMode) {
    this.text = text;
    this.guarantee = guarantee;
    this.checkpointingMode = checkpointingMode;
  }

  DeliveryGuarantee guarantee() {
    return guarantee;
  }

  CheckpointingMode checkpointingMode() {
    return checkpointingMode;
  }

  static Delivery of(String text) {
    for (Delivery delivery : values()) {
      if (delivery.text.equals(text)) {
        return delivery;
      }
    }
    throw new IllegalArgumentException(
        "delivery must be at-least-once or exactly-once, not '" + text + "'");
  }

  @Override
  public String toString() {
    return text;
  }
}
