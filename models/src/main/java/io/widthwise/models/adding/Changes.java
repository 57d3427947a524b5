package io.widthwise.models.adding;

import io.widthwise.inference.bundle.Normalisation;
import java.util.ArrayList;
import java.util.List;

/** Tells people what was put around a model and what was only supposed. */
final class Changes {
  private Changes() {}

  static List<String> of(
      PictureInput input, ScoreOutput output, Normalisation normalisation, boolean told) {
    List<String> changes = new ArrayList<>();
    if (input.channelsFirst()) {
      changes.add("\"%s\" takes channels first: pixels are transposed".formatted(input.name()));
    }
    if (input.floats()) {
      changes.add(
          "\"%s\" takes floats: they become (pixel - %s) * %s%s"
              .formatted(
                  input.name(),
                  normalisation.mean(),
                  normalisation.scale(),
                  told
                      ? ""
                      : ", as MobileNets are trained; if this model was trained otherwise, say how with --mean and --scale"));
    }
    switch (output.kind()) {
      case PROBABILITIES -> {}
      case LOGITS ->
          changes.add("\"%s\" gives logits: a softmax is added".formatted(output.name()));
      case LOG_PROBABILITIES ->
          changes.add(
              "\"%s\" gives logarithms of probabilities: an exponential is added"
                  .formatted(output.name()));
    }
    return changes;
  }
}
