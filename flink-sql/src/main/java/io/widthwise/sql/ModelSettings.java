package io.widthwise.sql;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.signing.BundleKey;
import io.widthwise.inference.signing.BundleSignature;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.ValidationException;

/**
 * What a model is told by its options, as it travels to the tasks.
 *
 * @param bundle directory of the bundle, on every host that runs a task
 * @param variant which of its variants classifies
 * @param topK how many classes {@code topK} names, at least 1
 * @param onError what becomes of a row whose picture is none
 * @param bundleKeys public keys in one line each; if there are any, only a bundle that one of them
 *     signed is opened
 */
record ModelSettings(
    String bundle, VariantChoice variant, int topK, OnError onError, List<String> bundleKeys)
    implements Serializable {
  ModelSettings {
    bundleKeys = List.copyOf(bundleKeys);
    if (topK < 1) {
      throw new ValidationException("'top-k' must be at least 1 but is " + topK);
    }
  }

  /**
   * Checks what the bundle's manifest tells, if the bundle is also where the query is planned; if
   * not, tasks check it when they open it.
   *
   * @throws ValidationException if there is no such variant, or the manifest cannot be read
   */
  void checkWherePlanned() {
    Path directory = Path.of(bundle);
    if (!Files.exists(directory)) {
      return;
    }
    try {
      variant.check(LadderBundle.readManifest(directory));
    } catch (IOException e) {
      throw new ValidationException("'bundle': " + e.getMessage(), e);
    }
  }

  /** Opens the bundle and checks every file, and its signature if keys are given. */
  LadderBundle openBundle() throws IOException {
    List<BundleKey> keys = new ArrayList<>();
    for (String key : bundleKeys) {
      keys.add(BundleKey.parse(key));
    }
    return BundleSignature.open(Path.of(bundle), keys);
  }
}
