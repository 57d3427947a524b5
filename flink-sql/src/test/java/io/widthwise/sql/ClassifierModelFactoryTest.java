package io.widthwise.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.inference.signing.BundleKey;
import io.widthwise.inference.signing.KeyFiles;
import io.widthwise.inference.testing.TinyBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogModel;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.ml.AsyncPredictRuntimeProvider;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.ml.PredictRuntimeProvider;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a model when a query is planned. */
class ClassifierModelFactoryTest {
  private static final ResolvedSchema PICTURE =
      ResolvedSchema.of(Column.physical("picture", DataTypes.BYTES()));
  private static final ResolvedSchema LABEL =
      ResolvedSchema.of(Column.physical("label", DataTypes.STRING()));

  @TempDir Path directory;
  private final Map<String, String> options = new HashMap<>();

  @BeforeEach
  void aBundle() throws Exception {
    TinyBundle.create(directory);
    options.put("provider", "widthwise");
    options.put("bundle", directory.toString());
  }

  private ModelProvider plan(ResolvedSchema input, ResolvedSchema output) {
    CatalogModel model =
        CatalogModel.of(Schema.derived(), Schema.derived(), options, "a test's model");
    return FactoryUtil.createModelProvider(
        null,
        ObjectIdentifier.of("catalog", "database", "classify"),
        ResolvedCatalogModel.of(model, input, output),
        new Configuration(),
        getClass().getClassLoader(),
        true);
  }

  /** Flink's own sentence names the model and its options, and the cause is ours. */
  private AbstractThrowableAssert<?, ?> refused(ResolvedSchema input, ResolvedSchema output) {
    return assertThatThrownBy(() -> plan(input, output)).cause();
  }

  private AbstractThrowableAssert<?, ?> refused(String option, String value) {
    options.put(option, value);
    return refused(PICTURE, LABEL);
  }

  private static ResolvedSchema outputs(Column... columns) {
    return ResolvedSchema.of(columns);
  }

  @Test
  void aPictureInAndNamedOutputsAreAModelThatRunsInTheTask() {
    ModelProvider provider =
        plan(
            PICTURE,
            outputs(
                Column.physical("error", DataTypes.STRING()),
                Column.physical(
                    "topK",
                    DataTypes.ARRAY(
                        DataTypes.ROW(DataTypes.FIELD("probability", DataTypes.FLOAT())))),
                Column.physical("label", DataTypes.STRING())));

    assertThat(provider)
        .isInstanceOf(PredictRuntimeProvider.class)
        .isNotInstanceOf(AsyncPredictRuntimeProvider.class);
    assertThat(provider.copy()).isEqualTo(provider);
  }

  @Test
  void theBundleMustBeNamed() {
    options.remove("bundle");

    refused(PICTURE, LABEL).hasMessageContaining("bundle");
  }

  @Test
  void anUnknownOptionIsNamedBesideTheKnownOnes() {
    refused("varaint", "0.5@64/fp32")
        .hasMessageContaining("varaint")
        .hasMessageContaining("variant")
        .hasMessageContaining("on-error");
  }

  @Test
  void aVariantThatTheBundleDoesNotHaveIsRefusedWithThoseThatItHas() {
    refused("variant", "0.75@64/fp32")
        .hasMessageContaining("no variant '0.75@64/fp32'")
        .hasMessageContaining("0.25@32/fp32, 0.5@64/fp32, 1.0@64/fp32");
  }

  @Test
  void variantAndBudgetExcludeEachOther() {
    options.put("budget", "20 ms");

    refused("variant", "0.5@64/fp32").hasMessageContaining("leave one of them out");
  }

  @Test
  void aBudgetIsADuration() {
    refused("budget", "quick").hasMessageContaining("'budget'");
    refused("budget", "0 ms").hasMessageContaining("more than nothing");
  }

  @Test
  void topKNamesAtLeastOneClass() {
    refused("top-k", "0").hasMessageContaining("'top-k' must be at least 1");
  }

  @Test
  void onErrorIsFailOrNull() {
    refused("on-error", "skip")
        .hasMessageContaining("'on-error'")
        .hasStackTraceContaining("[fail, null]");
  }

  @Test
  void aKeyThatIsNoneIsRefused() {
    refused("bundle-key", "no/such/file.pub").hasMessageContaining("'bundle-key'");
  }

  @Test
  void keysAreReadWhereTheQueryIsPlannedSoThatTasksNeedNoFile(@TempDir Path keys) throws Exception {
    BundleKey first = KeyFiles.generate(keys.resolve("first.key"));
    BundleKey second = KeyFiles.generate(keys.resolve("second.key"));
    options.put("bundle-key", keys.resolve("first.key.pub") + ";" + second.inline());

    assertThat(ModelOptions.read(Configuration.fromMap(options)).bundleKeys())
        .containsExactly(first.inline(), second.inline());
  }

  @Test
  void aBundleThatIsOnlyWhereTasksRunIsLeftToThem() {
    options.put("bundle", directory.resolve("elsewhere").toString());
    options.put("variant", "0.75@64/fp32");

    assertThat(plan(PICTURE, LABEL)).isNotNull();
  }

  @Test
  void aDirectoryThatIsNoBundleIsRefused() throws Exception {
    Path empty = Files.createDirectory(directory.resolve("empty"));

    refused("bundle", empty.toString()).hasMessageContaining("not a model bundle");
  }

  @Test
  void theInputIsOnePicture() {
    refused(ResolvedSchema.of(Column.physical("path", DataTypes.STRING())), LABEL)
        .hasMessageContaining("INPUT must be one column of BYTES")
        .hasMessageContaining("path");
    refused(
            ResolvedSchema.of(
                Column.physical("left", DataTypes.BYTES()),
                Column.physical("right", DataTypes.BYTES())),
            LABEL)
        .hasMessageContaining("INPUT must be one column of BYTES");
  }

  @Test
  void anOutputThatThereIsNotIsNamedBesideThoseThatThereAre() {
    refused(PICTURE, outputs(Column.physical("colour", DataTypes.STRING())))
        .hasMessageContaining("predictions have no field colour")
        .hasMessageContaining("label, probability, topK, variant, release, error");
  }

  @Test
  void anOutputOfAnotherTypeIsNamedWithTheRightOne() {
    refused(PICTURE, outputs(Column.physical("probability", DataTypes.DOUBLE())))
        .hasMessageContaining("probability is FLOAT in predictions, not DOUBLE");
    refused(
            PICTURE,
            outputs(
                Column.physical(
                    "topK",
                    DataTypes.ARRAY(DataTypes.ROW(DataTypes.FIELD("name", DataTypes.INT()))))))
        .hasMessageContaining("topK[].name is STRING");
  }

  @Test
  void anOutputCanAlwaysBeNull() {
    refused(PICTURE, outputs(Column.physical("label", DataTypes.STRING().notNull())))
        .hasMessageContaining("label cannot be NOT NULL");
  }
}
