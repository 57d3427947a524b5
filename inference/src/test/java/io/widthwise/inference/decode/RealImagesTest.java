package io.widthwise.inference.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.testing.TestFrames;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.check.ImageHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

/** Photographs from many cameras and encoders, where they are at hand. */
class RealImagesTest {
  private static final int SIDE = 128;

  /** The end marker that the decoder takes away must make no difference to a whole picture. */
  @Test
  void everyPhotographDecodesToWhatOpenCvMakesOfTheUntouchedFile() throws Exception {
    ByteBuffer target = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
    try (FrameDecoder decoder = new OpenCvFrameDecoder()) {
      for (Path image : images()) {
        byte[] file = Files.readAllBytes(image);
        decoder.decode(frame(file), SIDE, Resize.WHOLE, target);

        assertThat(bytes(target)).as(image.toString()).isEqualTo(untouched(file));
      }
    }
  }

  @Test
  void everyPhotographLooksLikeTheReference() throws Exception {
    ByteBuffer target = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
    double sum = 0;
    List<Path> images = images();
    try (FrameDecoder decoder = new OpenCvFrameDecoder();
        FrameDecoder reference = new ImageIoFrameDecoder()) {
      for (Path image : images) {
        Frame frame = frame(Files.readAllBytes(image));
        decoder.decode(frame, SIDE, Resize.WHOLE, target);
        byte[] pixels = bytes(target);
        reference.decode(frame, SIDE, Resize.WHOLE, target);
        double psnr = Pixels.psnr(pixels, bytes(target));
        sum += psnr;

        assertThat(psnr).as(image.toString()).isGreaterThan(18);
      }
    }
    assertThat(sum / images.size()).as("mean decibels").isGreaterThan(28);
  }

  private static List<Path> images() throws IOException {
    String data = System.getenv("WIDTHWISE_DATA");
    Path directory = data == null ? null : Path.of(data, "images");
    assumeTrue(
        directory != null && Files.isDirectory(directory),
        "WIDTHWISE_DATA names no folder with images, so photographs are not decoded");
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> images = files.filter(file -> file.toString().endsWith(".JPEG")).sorted().toList();
      assertThat(images).isNotEmpty();
      return images;
    }
  }

  private static Frame frame(byte[] file) throws Exception {
    ImageHeader header = ImageHeader.read(ByteBuffer.wrap(file));
    return TestFrames.frame(header.encoding(), header.width(), header.height(), file);
  }

  private static byte[] untouched(byte[] file) throws Exception {
    ImageHeader header = ImageHeader.read(ByteBuffer.wrap(file));
    DecodeScale scale = DecodeScale.forFrame(header.width(), header.height(), SIDE, Resize.WHOLE);
    int reduction = scale == DecodeScale.FULL ? 0 : scale.denominator() * 8;
    CropRegion region =
        CropRegion.of(scale.reduce(header.width()), scale.reduce(header.height()), Resize.WHOLE);
    int interpolation = Shrink.of(region, SIDE) == Shrink.AREA ? 3 : 1;
    try (BytePointer memory = new BytePointer(file);
        Mat row = new Mat(1, file.length, CV_8UC1, memory);
        Mat decoded = imdecode(row, IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION | reduction);
        Mat scaled = new Mat(SIDE, SIDE, CV_8UC3);
        Size size = new Size(SIDE, SIDE)) {
      resize(decoded, scaled, size, 0, 0, interpolation);
      byte[] pixels = new byte[SIDE * SIDE * 3];
      scaled.data().get(pixels);
      return pixels;
    }
  }

  private static byte[] bytes(ByteBuffer target) {
    byte[] pixels = new byte[target.capacity()];
    target.get(0, pixels);
    return pixels;
  }
}
