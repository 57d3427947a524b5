package io.widthwise.inference.release;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiPredicate;

/**
 * Which frames a new release serves before it serves all of them, and when it does. The same frame
 * is always served by the same release, in whatever lane and after whatever restart.
 */
public final class CanaryRule {
  private static final double HASHES = 1L << Integer.SIZE;

  private final BiPredicate<String, String> frames;
  private final OptionalInt afterFrames;
  private final Optional<Duration> after;

  private CanaryRule(
      BiPredicate<String, String> frames, OptionalInt afterFrames, Optional<Duration> after) {
    this.frames = frames;
    this.afterFrames = afterFrames;
    this.after = after;
  }

  /**
   * A share of the frames, drawn by frame id.
   *
   * @param share above 0 and below 1
   * @param salt name of the release, so that not the same frames are drawn each time
   */
  public static CanaryRule share(
      double share, String salt, OptionalInt afterFrames, Optional<Duration> after) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "a canary's share must be above 0 and below 1, not " + share);
    }
    long bound = Math.round(share * HASHES);
    int salted = salt.hashCode();
    return new CanaryRule(
        (camera, frameId) ->
            Integer.toUnsignedLong(mixed(frameId.hashCode() + 31 * mixed(salted))) < bound,
        afterFrames,
        after);
  }

  /**
   * The frames of some cameras.
   *
   * @param glob pattern of camera ids, as in {@code --slo}
   */
  public static CanaryRule cameras(String glob, OptionalInt afterFrames, Optional<Duration> after) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return new CanaryRule(
        (camera, frameId) -> matcher.matches(Path.of(camera)), afterFrames, after);
  }

  /** True if the new release serves the frame. */
  public boolean includes(String cameraId, String frameId) {
    return frames.test(cameraId, frameId);
  }

  /** True if a release that was not found to be worse is to serve all frames. */
  public boolean isOver(long framesServed, Duration elapsed) {
    if (afterFrames.isPresent() && framesServed < afterFrames.getAsInt()) {
      return false;
    }
    if (after.isPresent() && elapsed.compareTo(after.get()) < 0) {
      return false;
    }
    return afterFrames.isPresent() || after.isPresent();
  }

  /** The finaliser of MurmurHash3: ids of one camera differ in few places. */
  private static int mixed(int hash) {
    int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }
}
