package io.widthwise.sql;

import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.functions.PredictFunction;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.ml.PredictRuntimeProvider;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * The model provider {@code widthwise}: a bundle as a model that {@code ML_PREDICT} runs. Its input
 * is one column with a JPEG or PNG; its outputs are those of {@link Predictions} by name, any of
 * them in any order. The module's README has an example.
 *
 * <p>Not asynchronous: a task that classifies is busy, not waiting, so what speeds a query up is
 * more tasks, of which each has its own session, as lanes have.
 */
public final class ClassifierModelFactory implements ModelProviderFactory {
  /** What {@code 'provider'} of a model is. */
  public static final String IDENTIFIER = "widthwise";

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return ModelOptions.required();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return ModelOptions.optional();
  }

  @Override
  public ModelProvider createModelProvider(Context context) {
    FactoryUtil.ModelProviderFactoryHelper helper =
        FactoryUtil.createModelProviderFactoryHelper(this, context);
    helper.validate();
    ModelSettings settings = ModelOptions.read(helper.getOptions());
    ResolvedCatalogModel model = context.getCatalogModel();
    requirePicture(model.getResolvedInputSchema());
    RowType output =
        (RowType) model.getResolvedOutputSchema().toPhysicalRowDataType().getLogicalType();
    requireNullable(output);
    ClassifyPictures function = new ClassifyPictures(settings, output);
    settings.checkWherePlanned();
    return new Provider(function);
  }

  private static void requirePicture(ResolvedSchema input) {
    List<Column> columns = input.getColumns();
    if (columns.size() != 1 || !isBytes(columns.get(0).getDataType().getLogicalType())) {
      throw new ValidationException(
          "INPUT must be one column of BYTES, a JPEG or PNG, but is " + input);
    }
  }

  private static boolean isBytes(LogicalType type) {
    return type.is(LogicalTypeRoot.VARBINARY) || type.is(LogicalTypeRoot.BINARY);
  }

  private static void requireNullable(RowType output) {
    for (RowType.RowField field : output.getFields()) {
      if (!field.getType().isNullable()) {
        throw new ValidationException(
            "the output %s cannot be NOT NULL, since without a picture it is NULL; leave NOT NULL out"
                .formatted(field.getName()));
      }
    }
  }

  private record Provider(ClassifyPictures function) implements PredictRuntimeProvider {
    @Override
    public PredictFunction createPredictFunction(ModelProvider.Context context) {
      return function;
    }

    @Override
    public ModelProvider copy() {
      return this;
    }
  }
}
