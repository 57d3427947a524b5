package io.widthwise.inference.schedule;

import java.time.Duration;

class WaterFillingContractTest extends VariantPolicyContract {
  @Override
  protected VariantPolicy policy(Duration margin) {
    return new WaterFillingPolicy(margin);
  }
}
