package io.widthwise.ingest.source;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Encodes decoded video pictures of one size as JPEG, staying in YUV all the way: a video's limited
 * range and colour matrix become the full range and ITU-R BT.601 matrix that JFIF prescribes.
 * Standard Huffman tables, which save the encoder a second pass.
 */
final class JpegEncoder implements AutoCloseable {
  /** Quantiser scale of FFmpeg's MJPEG encoder; 2 is its finest, about quality 95. */
  private static final int QUANTISER_SCALE = 3;

  private static final int FULL_RANGE = 1;
  private static final int UNITY = 1 << 16;

  private final AVCodecContext encoder;
  private final AVFrame converted;
  private final AVPacket packet;
  private final SwsContext converter;
  private final int pixelFormat;
  private long encoded;

  /** Prepares to encode pictures shaped like {@code example}. */
  JpegEncoder(AVFrame example) throws SourceException {
    pixelFormat = example.format();
    converter = converter(example);
    converted = av_frame_alloc();
    converted.format(AV_PIX_FMT_YUVJ420P);
    converted.width(example.width());
    converted.height(example.height());
    converted.color_range(AVCOL_RANGE_JPEG);
    require(av_frame_get_buffer(converted, 0), "allocate a picture");
    packet = av_packet_alloc();
    encoder = encoder(example.width(), example.height());
  }

  private static SwsContext converter(AVFrame example) throws SourceException {
    int width = example.width();
    int height = example.height();
    SwsContext context =
        sws_getContext(
            width,
            height,
            example.format(),
            width,
            height,
            AV_PIX_FMT_YUVJ420P,
            SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    if (context == null || context.isNull()) {
      throw new SourceException(
          "FFmpeg cannot convert pixel format %d of %d x %d pixels"
              .formatted(example.format(), width, height));
    }
    boolean unstated = example.colorspace() == AVCOL_SPC_UNSPECIFIED;
    sws_setColorspaceDetails(
        context,
        sws_getCoefficients(unstated ? SWS_CS_DEFAULT : example.colorspace()),
        example.color_range() == AVCOL_RANGE_JPEG ? FULL_RANGE : 0,
        sws_getCoefficients(SWS_CS_ITU601),
        FULL_RANGE,
        0,
        UNITY,
        UNITY);
    return context;
  }

  private static AVCodecContext encoder(int width, int height) throws SourceException {
    AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    AVCodecContext context = avcodec_alloc_context3(codec);
    context.width(width);
    context.height(height);
    context.pix_fmt(AV_PIX_FMT_YUVJ420P);
    context.color_range(AVCOL_RANGE_JPEG);
    context.time_base().num(1).den(25);
    context.flags(context.flags() | AV_CODEC_FLAG_QSCALE);
    context.global_quality(FF_QP2LAMBDA * QUANTISER_SCALE);
    context.thread_count(1);
    try (AVDictionary options = new AVDictionary(null)) {
      av_dict_set(options, "huffman", "default", 0);
      require(avcodec_open2(context, codec, options), "open its MJPEG encoder");
      av_dict_free(options);
    }
    return context;
  }

  /** Whether {@code picture} is shaped like the example. */
  boolean fits(AVFrame picture) {
    return picture.width() == converted.width()
        && picture.height() == converted.height()
        && picture.format() == pixelFormat;
  }

  /** Returns {@code picture} as a JPEG in a buffer of its own. */
  ByteBuffer encode(AVFrame picture) throws SourceException {
    require(av_frame_make_writable(converted), "reuse a picture");
    sws_scale(
        converter,
        picture.data(),
        picture.linesize(),
        0,
        picture.height(),
        converted.data(),
        converted.linesize());
    converted.pts(encoded++);
    converted.quality(encoder.global_quality());
    require(avcodec_send_frame(encoder, converted), "encode a JPEG");
    require(avcodec_receive_packet(encoder, packet), "encode a JPEG");
    ByteBuffer jpeg = ByteBuffer.allocate(packet.size());
    packet.data().capacity(packet.size()).get(jpeg.array());
    av_packet_unref(packet);
    return jpeg;
  }

  private static void require(int result, String what) throws SourceException {
    if (result < 0) {
      try (BytePointer text = new BytePointer(128)) {
        av_strerror(result, text, text.capacity());
        throw new SourceException("FFmpeg could not %s: %s".formatted(what, text.getString()));
      }
    }
  }

  @Override
  public void close() {
    avcodec_free_context(encoder);
    av_packet_free(packet);
    av_frame_free(converted);
    sws_freeContext(converter);
  }
}
