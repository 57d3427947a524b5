package io.widthwise.schemas.codec;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.ReleaseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * The codecs of the topics, each with every schema version that was ever released.
 *
 * <p>To release a new version, put the old one as one self-contained {@code .avsc} into the
 * resources under {@code history} and name it here; the module's README has every step.
 */
public final class Codecs {
  static {
    TrustedTypes.trust(Frame.getClassSchema());
    TrustedTypes.trust(FrameResult.getClassSchema());
    TrustedTypes.trust(ModelRelease.getClassSchema());
    TrustedTypes.trust(ReleaseStatus.getClassSchema());
  }

  private Codecs() {}

  /** Codec of {@code frames.raw} and {@code frames}. */
  public static SingleObjectCodec<Frame> frame() {
    return new SingleObjectCodec<>(
        new Frame().getSpecificData(), Frame.getClassSchema(), history("Frame.v0"));
  }

  /** Codec of {@code results}. */
  public static SingleObjectCodec<FrameResult> frameResult() {
    return new SingleObjectCodec<>(
        new FrameResult().getSpecificData(),
        FrameResult.getClassSchema(),
        history("FrameResult.v0", "FrameResult.v1"));
  }

  /** Codec of {@code models}. */
  public static SingleObjectCodec<ModelRelease> modelRelease() {
    return new SingleObjectCodec<>(
        new ModelRelease().getSpecificData(),
        ModelRelease.getClassSchema(),
        history("ModelRelease.v0", "ModelRelease.v1"));
  }

  /** Codec of {@code models.status}. */
  public static SingleObjectCodec<ReleaseStatus> releaseStatus() {
    return new SingleObjectCodec<>(
        new ReleaseStatus().getSpecificData(), ReleaseStatus.getClassSchema(), history());
  }

  private static List<Schema> history(String... names) {
    return Arrays.stream(names).map(Codecs::read).toList();
  }

  private static Schema read(String name) {
    String path = "history/" + name + ".avsc";
    try (InputStream in = Codecs.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + path + " is missing from the jar");
      }
      return new SchemaParser().parse(in).mainSchema();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
