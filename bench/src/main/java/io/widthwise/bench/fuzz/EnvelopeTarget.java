package io.widthwise.bench.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.widthwise.ingest.MessageSizes;
import io.widthwise.ingest.admission.FrameAdmission;
import io.widthwise.schemas.check.FrameLimits;
import java.io.IOException;
import java.util.List;

/** What admission says of a message. */
final class EnvelopeTarget implements FuzzTarget {
  private static final byte[] KEY = EnvelopeSeeds.CAMERA.getBytes(UTF_8);

  private final List<byte[]> seeds = EnvelopeSeeds.frames();
  private final FrameAdmission admission =
      new FrameAdmission(FrameLimits.DEFAULT, MessageSizes.MAX_FRAME_BYTES);

  EnvelopeTarget() throws IOException {}

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public List<byte[]> dictionary() {
    return AvroTarget.NUMBERS;
  }

  @Override
  public Verdict read(byte[] bytes) {
    FrameAdmission.Verdict verdict = admission.judge(KEY, bytes, 0);
    return verdict instanceof FrameAdmission.Unsound unsound
        ? Verdict.of(unsound.code())
        : Verdict.ACCEPTED;
  }

  @Override
  public long maxAllocatedBytes() {
    return AvroTarget.MAX_ALLOCATED;
  }
}
