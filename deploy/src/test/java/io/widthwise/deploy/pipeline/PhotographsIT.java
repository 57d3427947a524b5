package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.models.evaluate.Evaluator;
import io.widthwise.models.evaluate.LabelledImage;
import io.widthwise.models.evaluate.LabelledImages;
import io.widthwise.models.evaluate.VariantEvaluation;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Variant;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real photographs and real models through the whole pipeline. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class PhotographsIT {
  @TempDir Path home;

  @Test
  void photographsGetTheLabelsThatTheEvaluationGivesForTheVariantThatServedThem() throws Exception {
    String data = System.getenv("WIDTHWISE_DATA");
    Path images = Path.of(String.valueOf(data)).resolve("images");
    assumeTrue(
        Files.isRegularFile(images.resolve("labels.csv")),
        "WIDTHWISE_DATA names no folder with images/labels.csv: " + data);
    Path bundle = importModels(Path.of(data), images);
    Map<String, List<Integer>> bestByVariant = new HashMap<>();
    LadderBundle ladder = LadderBundle.open(bundle);
    List<LabelledImage> labelled = LabelledImages.read(images, ladder.labels().size());
    for (VariantEvaluation evaluation : Evaluator.evaluate(ladder, labelled, done -> {})) {
      bestByVariant.put(evaluation.variant().fullName(), evaluation.best());
    }

    try (RunningPipeline pipeline = RunningPipeline.start(home)) {
      pipeline.run("submit", "--models", bundle.toString());
      // A generous budget shows the widest rung, tight ones under a burst the others.
      for (String budget : List.of("10s", "700ms", "400ms")) {
        pipeline.run(
            "publish",
            "--source",
            images.toString(),
            "--pace",
            "max",
            "--budget",
            budget,
            "--camera",
            "budget-" + budget);
      }
      Map<String, Integer> served = new TreeMap<>();
      for (FrameResult result : results(pipeline, 3 * labelled.size())) {
        if (result.getOutcome() == Outcome.SHED) {
          continue;
        }
        String variant = fullName(result.getVariant());
        int image = Math.toIntExact(result.getSequence());
        assertThat(result.getTopK().get(0).getIndex())
            .as("%s by %s", labelled.get(image).file(), variant)
            .isEqualTo(bestByVariant.get(variant).get(image));
        served.merge(variant, 1, Integer::sum);
      }
      assertThat(served.values().stream().mapToInt(Integer::intValue).sum())
          .as("frames served, by variant: %s", served)
          .isGreaterThanOrEqualTo(labelled.size());
      assertThat(served)
          .as("a burst under tight budgets descends the ladder")
          .hasSizeGreaterThan(1);
    }
  }

  private Path importModels(Path data, Path images) throws Exception {
    Path bundle = home.resolve("bundle");
    List<String> arguments = new ArrayList<>(List.of("models", "import"));
    for (String model :
        List.of(
            "mobilenet_v1_0.25_128_quant",
            "mobilenet_v1_0.5_160_quant",
            "mobilenet_v1_0.75_192_quant",
            "mobilenet_v2_1.0_224_quant")) {
      arguments.add(data.resolve("models").resolve(model + ".tflite").toString());
    }
    arguments.addAll(List.of("--images", images.toString(), "--out", bundle.toString()));
    CommandLineProcess.Outcome outcome =
        new CommandLineProcess(home).run(Duration.ofMinutes(3), arguments.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return bundle;
  }

  private static List<FrameResult> results(RunningPipeline pipeline, int count) throws Exception {
    SingleObjectCodec<FrameResult> codec = Codecs.frameResult();
    List<FrameResult> results = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> result :
        Topic.read(
            pipeline.state().bootstrapServers(),
            pipeline.topics().results(),
            all -> all.size() >= count)) {
      results.add(codec.decode(result.value()));
    }
    assertThat(results).as("one outcome a frame").hasSize(count);
    return results;
  }

  private static String fullName(Variant variant) {
    return "%s %s@%d/%s"
        .formatted(
            variant.getFamily(),
            variant.getWidthMultiplier(),
            variant.getResolution(),
            variant.getPrecision());
  }
}
