package io.widthwise.inference.bundle;

/**
 * How a variant's probabilities were made to mean what they say, by temperature scaling (Guo et
 * al., ICML 2017): the graph divides its logits by the temperature before the softmax, so what
 * comes out of it is calibrated already and nobody applies the temperature again.
 *
 * @param temperature that the graph divides logits by, above 0; 1 changes nothing
 * @param ece expected calibration error with the temperature applied, 0 to 1
 * @param images number of images that the error was measured on
 * @param dataset which images, for people
 */
public record Calibration(double temperature, double ece, int images, String dataset) {
  public Calibration {
    Require.positiveNumber("temperature", temperature);
    Require.share("ece", ece);
    Require.positive("images", images);
    Require.text("dataset", dataset);
  }
}
