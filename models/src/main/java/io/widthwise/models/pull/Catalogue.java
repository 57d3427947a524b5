package io.widthwise.models.pull;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A set of published weights that become one bundle, each file pinned to its bytes.
 *
 * @param name to ask for it by
 * @param models TensorFlow Lite classifiers
 * @param labels their class names
 */
public record Catalogue(String name, List<PinnedFile> models, PinnedFile labels) {
  private static final String CORAL =
      "https://raw.githubusercontent.com/google-coral/test_data/104342d2d3480b3e66203073dac24f4e2dbb4c41/";

  /**
   * The 8-bit MobileNet V1 of four sizes trained on ImageNet, from the repository of test data of
   * Google's Coral (Apache-2.0), as of July 2021. Of the widest, git's own name for it is known and
   * neither size nor SHA-256.
   */
  public static final Catalogue IMAGENET_V1 =
      new Catalogue(
          "imagenet-v1",
          List.of(
              coral(
                  "mobilenet_v1_0.25_128_quant.tflite",
                  525_598,
                  "cb273c23ee76374b05b9583177e28aa19744858a7679c56a250e83d0333da785",
                  "22b67d6a63753ad9907a4c8505632479ac439b94"),
              coral(
                  "mobilenet_v1_0.5_160_quant.tflite",
                  1_392_846,
                  "3cc6d2ca460abd2e0f699a6d0d2550c6b61c6e3b0e27a3616e384ea74cb86f43",
                  "9e1cfe5f512774a651ce19aab416789463b69665"),
              coral(
                  "mobilenet_v1_0.75_192_quant.tflite",
                  2_652_542,
                  "41daeb22fdcf947e0e5ec32373aa9df7c31f3ef45dbd0ef7b5940fbce3c20f6a",
                  "cd76cbdc9cfa8ccc7fd1617b62f4fb250e4c9bee"),
              new PinnedFile(
                  "mobilenet_v1_1.0_224_quant.tflite",
                  URI.create(CORAL + "mobilenet_v1_1.0_224_quant.tflite"),
                  OptionalLong.empty(),
                  Optional.empty(),
                  Optional.of("ed3753826e390f0ddec8c36a8125d0dc97fd43ef"))),
          coral(
              "imagenet_labels.txt",
              21_686,
              "b8aaeb5630c62626a7d124a05c0e14230a7ffdd2136a31d0190a4fb71c1d82f1",
              "0f975ffd415baaea2267b4363717daff56451ad0"));

  /** All that can be pulled. */
  public static final List<Catalogue> ALL = List.of(IMAGENET_V1);

  public Catalogue {
    models = List.copyOf(models);
  }

  /** Returns the models, then the labels. */
  public List<PinnedFile> files() {
    List<PinnedFile> files = new ArrayList<>(models);
    files.add(labels);
    return List.copyOf(files);
  }

  private static PinnedFile coral(String name, long size, String sha256, String gitBlobId) {
    return new PinnedFile(
        name,
        URI.create(CORAL + name),
        OptionalLong.of(size),
        Optional.of(sha256),
        Optional.of(gitBlobId));
  }
}
