package io.widthwise.job;

import io.widthwise.job.release.ReleaseRecord;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.legacy.YieldingOperatorFactory;

/** Hands the task's mailbox to each {@link ClassifyOperator}. */
final class ClassifyOperatorFactory extends AbstractStreamOperatorFactory<OutgoingResult>
    implements TwoInputStreamOperatorFactory<ConsumedFrame, ReleaseRecord, OutgoingResult>,
        YieldingOperatorFactory<OutgoingResult> {
  private static final long serialVersionUID = 1L;

  private final JobSettings settings;

  ClassifyOperatorFactory(JobSettings settings) {
    this.settings = settings;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  @SuppressWarnings("unchecked") // the signature of the interface leaves no other way
  public <T extends StreamOperator<OutgoingResult>> T createStreamOperator(
      StreamOperatorParameters<OutgoingResult> parameters) {
    return (T) new ClassifyOperator(parameters, settings, getMailboxExecutor());
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface declares it
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return ClassifyOperator.class;
  }
}
