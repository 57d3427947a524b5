package io.widthwise.models.quantise;

import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.decode.FrameDecoder;
import io.widthwise.inference.decode.OpenCvFrameDecoder;
import io.widthwise.inference.decode.UndecodableImageException;
import io.widthwise.models.evaluate.InvalidDatasetException;
import io.widthwise.models.evaluate.LabelledImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Pictures of a folder as a network sees them. */
public final class CalibrationImages {
  private CalibrationImages() {}

  /**
   * Reads at most {@code most} JPEG and PNG files, evenly from all below {@code directory} in order
   * of their names. They come at the resolutions in turn.
   */
  public static CalibrationFrames read(
      Path directory, int most, List<Integer> resolutions, Resize resize) throws IOException {
    List<Path> files = files(directory);
    int count = Math.min(most, files.size());
    List<PixelBatch> batches = new ArrayList<>();
    try (FrameDecoder decoder = new OpenCvFrameDecoder()) {
      for (int i = 0; i < count; i++) {
        Path file = files.get((int) ((long) i * files.size() / count));
        int side = resolutions.get(i % resolutions.size());
        batches.add(new PixelBatch(decode(decoder, file, side, resize), 1, side, side));
      }
    }
    return CalibrationFrames.of(batches);
  }

  private static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new InvalidDatasetException(directory, "is no directory; name one with pictures in it");
    }
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> files = all.filter(CalibrationImages::isPicture).sorted().toList();
      if (files.isEmpty()) {
        throw new InvalidDatasetException(
            directory, "holds no picture; expected files that end in .jpg, .jpeg or .png");
      }
      return files;
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file)
        && (name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png"));
  }

  private static byte[] decode(FrameDecoder decoder, Path file, int side, Resize resize)
      throws IOException {
    byte[] pixels = new byte[side * side * 3];
    ByteBuffer target = ByteBuffer.allocateDirect(pixels.length);
    try {
      decoder.decode(new LabelledImage(file, 0).frame(0), side, resize, target);
    } catch (UndecodableImageException e) {
      throw new InvalidDatasetException(file, "cannot be decoded: " + e.getMessage(), e);
    }
    target.get(0, pixels);
    return pixels;
  }
}
