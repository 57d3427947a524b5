package io.widthwise.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.ModelRelease;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripTest {
  private final SingleObjectCodec<Frame> frames = Codecs.frame();
  private final SingleObjectCodec<FrameResult> results = Codecs.frameResult();
  private final SingleObjectCodec<ModelRelease> releases = Codecs.modelRelease();

  @Property
  void framesComeBackEqual(@ForAll("frames") Frame frame) throws Exception {
    assertThat(frames.decode(frames.encode(frame))).isEqualTo(frame);
  }

  @Property
  void resultsComeBackEqual(@ForAll("results") FrameResult result) throws Exception {
    assertThat(results.decode(results.encode(result))).isEqualTo(result);
  }

  @Property
  void releasesComeBackEqual(@ForAll("releases") ModelRelease release) throws Exception {
    assertThat(releases.decode(releases.encode(release))).isEqualTo(release);
  }

  @Provide
  Arbitrary<Frame> frames() {
    return Records.frames();
  }

  @Provide
  Arbitrary<FrameResult> results() {
    return Records.results();
  }

  @Provide
  Arbitrary<ModelRelease> releases() {
    return Records.releases();
  }
}
