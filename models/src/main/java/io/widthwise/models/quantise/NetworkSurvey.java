package io.widthwise.models.quantise;

import io.widthwise.models.floating.FloatConvolution;
import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.floating.FloatOnnxWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Runs the floating-point network on the calibration frames and looks at every layer. */
final class NetworkSurvey {
  private final FloatNetwork network;
  private final CalibrationFrames frames;
  private final QuantiserProgress progress;

  NetworkSurvey(FloatNetwork network, CalibrationFrames frames, QuantiserProgress progress) {
    this.network = network;
    this.frames = frames;
    this.progress = progress;
  }

  /** Returns extremes and, over the pictures that {@code forMeans} names, means of each layer. */
  List<LayerSurvey> extremes(IntPredicate forMeans) {
    List<LayerSurvey> surveys = new ArrayList<>();
    network.convolutions().forEach(layer -> surveys.add(new LayerSurvey(layer.outputs())));
    run(
        "Surveying activations",
        (image, position, values) ->
            surveys
                .get(position)
                .add(
                    values,
                    network.convolutions().get(position).activation(),
                    forMeans.test(image)));
    return surveys;
  }

  /** Returns how often values occur after each layer's activation. */
  List<Histogram> histograms(List<LayerSurvey> extremes) {
    List<Histogram> histograms = new ArrayList<>();
    extremes.forEach(survey -> histograms.add(new Histogram(survey.lowest(), survey.highest())));
    run(
        "Counting activations",
        (image, position, values) -> {
          Histogram histogram = histograms.get(position);
          FloatConvolution layer = network.convolutions().get(position);
          for (float value : values) {
            histogram.add(LayerSurvey.active(layer.activation(), value));
          }
        });
    return histograms;
  }

  private void run(String stage, LayerVisitor visitor) {
    int images = 0;
    try (GraphSession session = GraphSession.of(FloatOnnxWriter.writeWithLayers(network))) {
      for (PixelBatch batch : frames.batches()) {
        for (int image = 0; image < batch.images(); image++) {
          visit(session, batch, image, images, visitor);
          images++;
          progress.advanced(stage, images);
        }
      }
    }
  }

  private void visit(
      GraphSession session, PixelBatch batch, int place, int image, LayerVisitor visitor) {
    try (GraphSession.Outputs outputs =
        session.run(batch.image(place), 1, batch.height(), batch.width(), FloatNetwork.COLOURS)) {
      for (int i = 0; i < network.convolutions().size(); i++) {
        String name = FloatOnnxWriter.layerOutput(i, network.convolutions().get(i));
        visitor.visit(image, i, outputs.floats(name));
      }
    }
  }

  private interface LayerVisitor {
    void visit(int image, int position, float[] beforeActivation);
  }
}
