package io.widthwise.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.inference.bundle.BundleWriter;
import io.widthwise.inference.bundle.InvalidBundleException;
import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.signing.BundleSignature;
import io.widthwise.inference.signing.KeyFiles;
import io.widthwise.inference.testing.TestFrames;
import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.schemas.Frame;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task makes of pictures, with real sessions of a tiny bundle. */
class ClassifyPicturesTest {
  private static final RowType OUTPUT =
      (RowType)
          DataTypes.ROW(
                  DataTypes.FIELD("label", DataTypes.STRING()),
                  DataTypes.FIELD("probability", DataTypes.FLOAT()),
                  DataTypes.FIELD(
                      "topK",
                      DataTypes.ARRAY(
                          DataTypes.ROW(
                              DataTypes.FIELD("index", DataTypes.INT()),
                              DataTypes.FIELD("name", DataTypes.STRING())))),
                  DataTypes.FIELD("variant", DataTypes.STRING()),
                  DataTypes.FIELD("release", DataTypes.STRING()),
                  DataTypes.FIELD("error", DataTypes.STRING()))
              .getLogicalType();

  private static final VariantChoice MOST_ACCURATE = new VariantChoice.MostAccurate();

  @TempDir Path directory;
  private ClassifyPictures function;

  @BeforeEach
  void aBundle() throws Exception {
    TinyBundle.create(directory);
  }

  @AfterEach
  void close() {
    if (function != null) {
      function.close();
    }
  }

  private void open(VariantChoice variant, int topK, OnError onError, String... keys)
      throws Exception {
    ModelSettings settings =
        new ModelSettings(directory.toString(), variant, topK, onError, List.of(keys));
    // As it comes to a task.
    function = InstantiationUtil.clone(new ClassifyPictures(settings, OUTPUT));
    function.open(null);
  }

  private RowData predict(byte[] picture) {
    return function.predict(GenericRowData.of((Object) picture)).iterator().next();
  }

  private static byte[] blue() {
    Frame frame = TestFrames.colour(Color.BLUE, 80, 60);
    byte[] jpeg = new byte[frame.getPayload().remaining()];
    frame.getPayload().get(0, jpeg);
    return jpeg;
  }

  @Test
  void aPictureIsLabelledByTheMostAccurateVariant() throws Exception {
    open(MOST_ACCURATE, 2, OnError.FAIL);

    RowData row = predict(blue());

    assertThat(row.getString(0)).hasToString("blue");
    assertThat(row.getFloat(1)).isBetween(0.5f, 1f);
    assertThat(row.getArray(2).size()).isEqualTo(2);
    assertThat(row.getArray(2).getRow(0, 2).getInt(0)).isEqualTo(TinyBundle.LABELS.indexOf("blue"));
    assertThat(row.getArray(2).getRow(0, 2).getString(1)).hasToString("blue");
    assertThat(row.getString(3)).hasToString("1.0@64/fp32");
    assertThat(row.getString(4)).hasToString("test");
    assertThat(row.isNullAt(5)).isTrue();
  }

  @Test
  void aPngIsAPictureToo() throws Exception {
    open(MOST_ACCURATE, 1, OnError.FAIL);
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, Color.GREEN.getRGB());
      }
    }

    assertThat(predict(TestFrames.encode(image, "png")).getString(0)).hasToString("green");
  }

  @Test
  void theNamedVariantClassifies() throws Exception {
    open(new VariantChoice.Named("tiny 0.25@32/fp32"), 1, OnError.FAIL);

    assertThat(predict(blue()).getString(3)).hasToString("0.25@32/fp32");
  }

  @Test
  void anAmpleBudgetTakesAVariantOfTheBundle() throws Exception {
    open(new VariantChoice.WithinBudget(Duration.ofMinutes(1)), 1, OnError.FAIL);

    assertThat(predict(blue()).getString(0)).hasToString("blue");
  }

  @Test
  void aBudgetThatNothingKeepsSaysWhatTheFastestTakes() {
    assertThatThrownBy(
            () -> open(new VariantChoice.WithinBudget(Duration.ofNanos(1_000)), 1, OnError.FAIL))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("'budget' = '1 us'")
        .hasMessageContaining("fp32 takes")
        .hasMessageContaining("give more");
  }

  @Test
  void withoutAPictureThereIsNothingToTell() throws Exception {
    open(MOST_ACCURATE, 1, OnError.FAIL);

    RowData row = predict(null);

    for (int i = 0; i < OUTPUT.getFieldCount(); i++) {
      assertThat(row.isNullAt(i)).as(OUTPUT.getFieldNames().get(i)).isTrue();
    }
  }

  @Test
  void aBrokenPictureFailsTheQueryAndSaysHowItNeedNot() throws Exception {
    open(MOST_ACCURATE, 1, OnError.FAIL);
    byte[] whole = blue();
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(() -> predict(cut))
        .isInstanceOf(BrokenPictureException.class)
        .hasMessageContaining("a picture of %d bytes".formatted(cut.length))
        .hasMessageContaining("'on-error' = 'null'");
  }

  @Test
  void aBrokenPictureIsNullWithTheReasonAndTheNextOneIsLabelled() throws Exception {
    open(MOST_ACCURATE, 1, OnError.NULL);

    RowData row = predict("no picture".getBytes(StandardCharsets.US_ASCII));

    assertThat(row.isNullAt(0)).isTrue();
    assertThat(row.isNullAt(3)).isTrue();
    assertThat(row.getString(5).toString()).contains("neither a JPEG nor a PNG");
    assertThat(predict(new byte[0]).getString(5).toString()).contains("empty");
    assertThat(predict(blue()).getString(0)).hasToString("blue");
  }

  @Test
  void whatIsTooLargeForALaneIsTooLargeHere() throws Exception {
    open(MOST_ACCURATE, 1, OnError.NULL);

    assertThat(predict(new byte[4_000_001]).getString(5)).asString().contains("more than 4000000");
  }

  @Test
  void aBundleThatIsNotThereIsNamed() {
    directory = directory.resolve("elsewhere");

    assertThatThrownBy(() -> open(MOST_ACCURATE, 1, OnError.FAIL))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageContaining("elsewhere: does not exist");
  }

  @Test
  void aVariantThatIsNotThereIsFoundByTheTaskAtTheLatest() {
    assertThatThrownBy(() -> open(new VariantChoice.Named("2.0@64/fp32"), 1, OnError.FAIL))
        .hasMessageContaining("no variant '2.0@64/fp32'");
  }

  @Test
  void withoutAccuraciesAVariantMustBeNamed() throws Exception {
    directory = Files.createDirectory(directory.resolve("unmeasured"));
    Rung measured = TinyBundle.rung(0.5, 32, 0.5);
    new BundleWriter(directory)
        .write(
            "colours",
            "test",
            TinyBundle.LABELS,
            List.of(
                new Rung(measured.variant().withAccuracy(null), measured.onnx()),
                TinyBundle.rung(1.0, 32, 0.5)));

    assertThatThrownBy(() -> open(MOST_ACCURATE, 1, OnError.FAIL))
        .hasMessageContaining("tiny 0.5@32/fp32 has no accuracy")
        .hasMessageContaining("name one with 'variant'");
  }

  @Test
  void withKeysOnlyABundleThatOneOfThemSignedIsOpened(@TempDir Path keys) throws Exception {
    Path privateKey = keys.resolve("fleet.key");
    String trusted = KeyFiles.generate(privateKey).inline();

    assertThatThrownBy(() -> open(MOST_ACCURATE, 1, OnError.FAIL, trusted))
        .hasMessageContaining("bundle.sig");

    BundleSignature.sign(directory, privateKey);
    open(MOST_ACCURATE, 1, OnError.FAIL, trusted);
    assertThat(predict(blue()).getString(0)).hasToString("blue");
  }
}
