package io.widthwise.inference.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.widthwise.inference.bundle.Resize;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.check.FrameLimits;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Decodes with OpenCV (libjpeg-turbo, libpng), a JPEG at the smallest {@link DecodeScale} that
 * still covers the side wanted.
 *
 * <p>Every native object lives in a field until {@link #close} or in a try block of one call, so
 * nothing waits for the garbage collector. The headers made in a call cost about 2 microseconds
 * each, a hundredth of the smallest decode.
 */
public final class OpenCvFrameDecoder implements FrameDecoder {
  private final FrameLimits limits;
  private final NativeBytes bytes;
  private final Mat decoded;
  private final Mat grey;
  private boolean closed;

  /**
   * Loads OpenCV.
   *
   * @throws io.widthwise.inference.NativeLibraryException if it cannot be loaded
   */
  public OpenCvFrameDecoder(FrameLimits limits) {
    OpenCv.load();
    this.limits = limits;
    this.bytes = new NativeBytes();
    this.decoded = new Mat();
    this.grey = new Mat();
  }

  /** Takes pictures up to {@link FrameLimits#DEFAULT}. */
  public OpenCvFrameDecoder() {
    this(FrameLimits.DEFAULT);
  }

  @Override
  public void decode(Frame frame, int side, Resize resize, ByteBuffer target)
      throws UndecodableImageException {
    if (closed) {
      throw new IllegalStateException("This decoder is closed");
    }
    Targets.require(target, side);
    Picture picture = Picture.check(frame, limits);
    try (Mat out = NativeBytes.matOver(target, side)) {
      switch (picture.encoding()) {
        case JPEG -> decodeJpeg(picture, side, resize, out);
        case PNG -> decodeCompressed(picture, DecodeScale.FULL, side, resize, out);
        default -> convertRaw(picture, side, resize, out);
      }
    }
  }

  private void decodeJpeg(Picture picture, int side, Resize resize, Mat out)
      throws UndecodableImageException {
    JpegStructure structure = JpegStructure.of(picture.payload());
    DecodeScale scale = DecodeScale.forFrame(picture.width(), picture.height(), side, resize);
    bytes.put(picture.payload());
    if (structure.oneScan()) {
      bytes.zeroFrom(structure.end());
    }
    decodeBytes(picture, scale, side, resize, out);
  }

  private void decodeCompressed(
      Picture picture, DecodeScale scale, int side, Resize resize, Mat out)
      throws UndecodableImageException {
    bytes.put(picture.payload());
    decodeBytes(picture, scale, side, resize, out);
  }

  private void decodeBytes(Picture picture, DecodeScale scale, int side, Resize resize, Mat out)
      throws UndecodableImageException {
    int flags = IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION | reduction(scale);
    try (Mat source = bytes.row();
        Mat result = imdecode(picture, source, flags)) {
      if (result.empty()) {
        throw new UndecodableImageException(
            "the %s of %d x %d is damaged or cut short: OpenCV does not decode it to its end"
                .formatted(picture.encoding(), picture.width(), picture.height()));
      }
      int width = scale.reduce(picture.width());
      int height = scale.reduce(picture.height());
      if (result.cols() != width || result.rows() != height || result.type() != CV_8UC3) {
        throw new UndecodableImageException(
            "the %s says %d x %d but decodes to %d x %d where %d x %d was expected"
                .formatted(
                    picture.encoding(),
                    picture.width(),
                    picture.height(),
                    result.cols(),
                    result.rows(),
                    width,
                    height));
      }
      scale(result, side, resize, out);
    }
  }

  /** The matrix returned, not the one passed, tells of failure: that keeps the former picture. */
  private Mat imdecode(Picture picture, Mat source, int flags) throws UndecodableImageException {
    try {
      return opencv_imgcodecs.imdecode(source, flags, decoded);
    } catch (RuntimeException e) {
      // JavaCPP turns every C++ exception into a RuntimeException of no narrower type.
      throw new UndecodableImageException(
          "OpenCV cannot decode the %s: %s".formatted(picture.encoding(), firstLine(e)), e);
    }
  }

  /** The reducing flags without their bit for blue-green-red, which excludes red-green-blue. */
  private static int reduction(DecodeScale scale) {
    return switch (scale) {
      case FULL -> 0;
      case HALF -> 16;
      case QUARTER -> 32;
      case EIGHTH -> 64;
    };
  }

  private void convertRaw(Picture picture, int side, Resize resize, Mat out) {
    bytes.put(picture.payload());
    boolean mono = picture.encoding() == FrameEncoding.MONO8;
    try (Mat source = bytes.picture(picture.width(), picture.height(), mono ? CV_8UC1 : CV_8UC3)) {
      scale(source, side, resize, mono ? grey : out);
    }
    if (mono) {
      cvtColor(grey, out, COLOR_GRAY2RGB);
    } else if (picture.encoding() == FrameEncoding.BGR8) {
      cvtColor(out, out, COLOR_BGR2RGB);
    }
  }

  private static void scale(Mat source, int side, Resize resize, Mat out) {
    CropRegion region = CropRegion.of(source.cols(), source.rows(), resize);
    int method = Shrink.of(region, side) == Shrink.AREA ? INTER_AREA : INTER_LINEAR;
    try (Rect rectangle = new Rect(region.x(), region.y(), region.width(), region.height());
        Mat part = new Mat(source, rectangle);
        Size size = new Size(side, side)) {
      resize(part, out, size, 0, 0, method);
    }
  }

  private static String firstLine(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse(message);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      bytes.close();
      decoded.close();
      grey.close();
    }
  }
}
