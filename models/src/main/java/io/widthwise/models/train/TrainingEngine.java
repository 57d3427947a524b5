package io.widthwise.models.train;

import ai.djl.ndarray.NDManager;

/** PyTorch through DJL: on a GPU if the PyTorch natives at hand support one, else on the CPU. */
final class TrainingEngine {
  static final String NAME = "PyTorch";

  private TrainingEngine() {}

  /** Returns a manager that owns what training allocates. */
  static NDManager manager() {
    // The natives come with the build; nothing is fetched and no usage reported while it runs.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    OneDnnLimit.apply();
    return NDManager.newBaseManager(null, NAME);
  }
}
