package io.widthwise.models.cli;

import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.bundle.Sha256;
import io.widthwise.models.UnusableModelException;
import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.floating.FloatOnnxReader;
import io.widthwise.models.floating.FloatOnnxWriter;
import io.widthwise.models.floating.PixelNormalisation;
import io.widthwise.models.importing.ImportOptions;
import io.widthwise.models.quantise.Agreement;
import io.widthwise.models.quantise.CalibrationFrames;
import io.widthwise.models.quantise.CalibrationImages;
import io.widthwise.models.quantise.Int8Quantiser;
import io.widthwise.models.quantise.QuantisedModel;
import io.widthwise.models.quantise.QuantiserOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models quantise}. */
@Command(
    name = "quantise",
    description = "Turns an fp32 MobileNet (a chain as V1 is) into an int8 one, without training.")
final class QuantiseCommand extends ModelsTask {
  private static final int REFRESH_MILLIS = 500;
  private static final int SIDE_MULTIPLE = 32;
  private static final int NARROW_STEPS = 63;

  @Parameters(paramLabel = "FILE.onnx", description = "The fp32 model.")
  private Path file;

  @Option(
      names = "--calibrate",
      required = true,
      paramLabel = "DIR",
      description =
          "Pictures (.jpg, .png, also in folders below) like those it will see, best not those it was trained on.")
  private Path calibrate;

  @Option(names = "--out", required = true, paramLabel = "FILE.onnx", description = "The result.")
  private Path out;

  @Option(
      names = "--resolution",
      split = ",",
      paramLabel = "PIXELS",
      description =
          "Sides at which the model will run, multiples of 32 (default: ${DEFAULT-VALUE}).",
      defaultValue = "224")
  private List<Integer> resolutions;

  @Option(
      names = "--mean",
      split = ",",
      paramLabel = "VALUE",
      description =
          "For models that take floats: what is subtracted from pixels of 0 to 255; one, or red,green,blue.")
  private float[] mean;

  @Option(
      names = "--scale",
      split = ",",
      paramLabel = "VALUE",
      description =
          "For models that take floats: by what pixels are multiplied then, for example 0.0078125.")
  private float[] scale;

  @Option(
      names = "--crop-share",
      paramLabel = "SHARE",
      description = "Share of the pictures' sides that is kept, in (0, 1] (default: 0.875).")
  private double cropShare = ImportOptions.DEFAULT.resize().cropShare();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Most pictures used (default: ${DEFAULT-VALUE}).",
      defaultValue = "256")
  private int limit;

  @Option(
      names = "--without-vnni",
      description =
          "For CPUs without VNNI: weights of 7 bits, whose products cannot saturate at 16 bits.")
  private boolean withoutVnni;

  @Option(names = "--force", description = "Replace the result if it is there already.")
  private boolean force;

  @Override
  void perform() throws IOException {
    checkOptions();
    if (!force && Files.exists(out)) {
      throw new UnusableModelException(
          out, "exists already; name another file or replace it with --force");
    }
    FloatNetwork network =
        mean == null
            ? FloatOnnxReader.read(file)
            : FloatOnnxReader.read(file, new PixelNormalisation(spread(mean), spread(scale)));
    CalibrationFrames frames =
        CalibrationImages.read(
            calibrate,
            limit,
            resolutions,
            new Resize(ImportOptions.DEFAULT.resize().fit(), cropShare));
    byte[] before = FloatOnnxWriter.write(network, OptionalDouble.empty(), new TreeMap<>());
    quantise(network, frames, before);
  }

  private void quantise(FloatNetwork network, CalibrationFrames frames, byte[] before)
      throws IOException {
    QuantiserOptions options =
        withoutVnni
            ? QuantiserOptions.DEFAULT.withWeightSteps(NARROW_STEPS)
            : QuantiserOptions.DEFAULT;
    int pictures = 0;
    for (var ignored : frames.batches()) {
      pictures++;
    }
    ProgressBarBuilder bar =
        new ProgressBarBuilder()
            .setTaskName("Quantising")
            .setInitialMax(3L * pictures + network.convolutions().size())
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err));
    byte[] after;
    Agreement agreement;
    try (ProgressBar progress = bar.build()) {
      QuantisedModel model =
          Int8Quantiser.quantise(network, frames, options, (stage, done) -> step(progress, stage));
      after =
          model.write(
              new TreeMap<>(
                  Map.of(
                      "precision", "int8",
                      "source", file.getFileName().toString(),
                      "source_sha256", Sha256.hex(Files.readAllBytes(file)))));
      agreement = Agreement.of(before, after, frames, (stage, done) -> step(progress, stage));
    }
    Files.write(out, after);
    report(agreement, before.length, after.length);
  }

  private static void step(ProgressBar progress, String stage) {
    progress.setExtraMessage(stage);
    progress.step();
  }

  private void report(Agreement agreement, int bytesBefore, int bytesAfter) {
    out()
        .printf(
            Locale.ROOT,
            "%s: %d KiB (fp32 %d KiB)%n"
                + "same best class in %d of %d pictures (%.1f %%)%n"
                + "probabilities differ by at most %.3f, by %.5f on average%n",
            out,
            bytesAfter / 1024,
            bytesBefore / 1024,
            agreement.sameBest(),
            agreement.pictures(),
            100.0 * agreement.sameBest() / agreement.pictures(),
            agreement.largestDifference(),
            agreement.meanDifference());
  }

  private void checkOptions() {
    if ((mean == null) != (scale == null)) {
      throw usage("--mean and --scale belong together: give both or none");
    }
    for (int side : resolutions) {
      if (side < SIDE_MULTIPLE || side % SIDE_MULTIPLE != 0) {
        throw usage("--resolution must be a multiple of 32 but is " + side);
      }
    }
    if (limit < 1) {
      throw usage("--limit must be at least 1 but is " + limit);
    }
    if (!(cropShare > 0 && cropShare <= 1)) {
      throw usage("--crop-share must be in (0, 1] but is " + cropShare);
    }
    checkNormalisation();
  }

  private void checkNormalisation() {
    if (mean == null) {
      return;
    }
    for (float[] values : List.of(mean, scale)) {
      if (values.length != 1 && values.length != FloatNetwork.COLOURS) {
        throw usage("--mean and --scale take one value, or three: red,green,blue");
      }
    }
    for (float value : scale) {
      if (!(value > 0)) {
        throw usage("--scale must be positive but is " + value);
      }
    }
  }

  private static float[] spread(float[] values) {
    return values.length == 1 ? new float[] {values[0], values[0], values[0]} : values;
  }
}
