package io.widthwise.sql;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.classify.ClassifierSettings;
import io.widthwise.inference.classify.FrameClassifier;
import io.widthwise.inference.classify.LabelledFrame;
import io.widthwise.inference.classify.ModelLadder;
import io.widthwise.inference.decode.FrameDecoder;
import io.widthwise.inference.decode.FrameDecoders;
import io.widthwise.inference.decode.UndecodableImageException;
import io.widthwise.schemas.check.FrameLimits;
import io.widthwise.schemas.codec.Codecs;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.PredictFunction;
import org.apache.flink.table.types.logical.RowType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Classifies the pictures of one task, with the decoder, limits and sessions of a lane. One row in,
 * one row out. Public because the code that Flink generates calls it.
 */
public final class ClassifyPictures extends PredictFunction {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(ClassifyPictures.class);

  private static final int WARM_UP_RUNS = 20;

  private final ModelSettings settings;
  private final RowType output;

  private transient FieldReaders columns;
  private transient FrameClassifier classifier;
  private transient String release;

  /**
   * @throws org.apache.flink.table.api.ValidationException if predictions do not have an output
   */
  ClassifyPictures(ModelSettings settings, RowType output) {
    this.settings = settings;
    this.output = output;
    // Checked where the query is planned; readers do not travel to the tasks.
    this.columns = columnsOf(output);
  }

  private static FieldReaders columnsOf(RowType output) {
    return new FieldReaders(output, Predictions.SCHEMA, "predictions");
  }

  @Override
  public void open(FunctionContext context) throws IOException {
    Codecs.frame(); // vouches for the records, which Avro would else refuse to build
    columns = columnsOf(output);
    LadderBundle bundle = settings.openBundle();
    VariantSpec variant = settings.variant().choose(bundle);
    release = bundle.ladder().release();
    ClassifierSettings how = new ClassifierSettings(settings.topK(), WARM_UP_RUNS);
    FrameDecoder decoder = FrameDecoders.open(FrameLimits.DEFAULT);
    try {
      classifier = new FrameClassifier(decoder, ModelLadder.open(bundle, List.of(variant), how));
    } catch (IOException | RuntimeException e) {
      decoder.close();
      throw e;
    }
    LOG.info("Pictures are classified with {} of release {}", variant.fullName(), release);
  }

  /** Never without a row: a picture that is NULL has outputs that are. */
  @Override
  public Collection<RowData> predict(RowData input) {
    if (input.isNullAt(0)) {
      return List.of(new GenericRowData(output.getFieldCount()));
    }
    byte[] picture = input.getBinary(0);
    try {
      LabelledFrame labelled = classifier.label(PictureFrame.of(picture), 0);
      return List.of(columns.row(Predictions.of(labelled.topK(), labelled.variant(), release)));
    } catch (UndecodableImageException e) {
      if (settings.onError() == OnError.FAIL) {
        throw new BrokenPictureException(picture.length, e);
      }
      return List.of(columns.row(Predictions.failed(e.getMessage())));
    }
  }

  @Override
  public void close() {
    if (classifier != null) {
      classifier.close();
      classifier = null;
    }
  }
}
