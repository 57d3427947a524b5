package io.widthwise.ingest.source;

import java.util.Optional;

/**
 * How to read a source. Options that a kind of source has no use for are ignored by it.
 *
 * @param loop whether a recording begins again at its end, without end; sequences count on and
 *     capture times advance
 * @param cameraId camera id in place of the one made from the file name. Sources that may hold
 *     several cameras (MCAP, synthetic) put it and a slash before their own ids instead
 * @param fps frames per second of each synthetic camera and of an image directory, which has no
 *     clock of its own
 * @param cameras number of synthetic cameras
 * @param width width of synthetic pictures, pixels
 * @param height height of synthetic pictures, pixels
 * @param seed decides what synthetic pictures show
 * @param pictures number of different synthetic pictures, which all cameras share; fewer are drawn
 *     where they are large
 * @param onUnreadable what image directories and MCAP recordings do with pictures that are none
 */
public record SourceOptions(
    boolean loop,
    Optional<String> cameraId,
    double fps,
    int cameras,
    int width,
    int height,
    long seed,
    int pictures,
    OnUnreadable onUnreadable) {
  public static final SourceOptions DEFAULT =
      new SourceOptions(false, Optional.empty(), 30, 1, 640, 480, 1, 600, OnUnreadable.FAIL);

  public SourceOptions {
    if (!(fps > 0 && fps <= 1_000)) {
      throw new IllegalArgumentException("fps must be over 0 and at most 1000 but is " + fps);
    }
    requireWithin("cameras", cameras, 1_000);
    requireWithin("width", width, 8_192);
    requireWithin("height", height, 8_192);
    requireWithin("pictures", pictures, 10_000);
    cameraId.ifPresent(CameraIds::requireLegal);
  }

  private static void requireWithin(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d but is %d".formatted(name, max, value));
    }
  }

  public SourceOptions withLoop(boolean value) {
    return new SourceOptions(
        value, cameraId, fps, cameras, width, height, seed, pictures, onUnreadable);
  }

  public SourceOptions withCameraId(String value) {
    return new SourceOptions(
        loop, Optional.of(value), fps, cameras, width, height, seed, pictures, onUnreadable);
  }

  public SourceOptions withFps(double value) {
    return new SourceOptions(
        loop, cameraId, value, cameras, width, height, seed, pictures, onUnreadable);
  }

  public SourceOptions withCameras(int value) {
    return new SourceOptions(
        loop, cameraId, fps, value, width, height, seed, pictures, onUnreadable);
  }

  public SourceOptions withSize(int newWidth, int newHeight) {
    return new SourceOptions(
        loop, cameraId, fps, cameras, newWidth, newHeight, seed, pictures, onUnreadable);
  }

  public SourceOptions withSeed(long value) {
    return new SourceOptions(
        loop, cameraId, fps, cameras, width, height, value, pictures, onUnreadable);
  }

  public SourceOptions withPictures(int value) {
    return new SourceOptions(
        loop, cameraId, fps, cameras, width, height, seed, value, onUnreadable);
  }

  public SourceOptions withOnUnreadable(OnUnreadable value) {
    return new SourceOptions(loop, cameraId, fps, cameras, width, height, seed, pictures, value);
  }
}
