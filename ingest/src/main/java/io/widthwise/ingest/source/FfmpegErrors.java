package io.widthwise.ingest.source;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/** FFmpeg's own words for what went wrong; of most failures JavaCV passes on the number alone. */
final class FfmpegErrors {
  private static final Pattern NUMBER = Pattern.compile("\\berror (-\\d{1,10})\\b");
  private static final int LONGEST_BYTES = 256;

  private FfmpegErrors() {}

  /**
   * Why FFmpeg failed, such as {@code Connection refused}; without a number, all that JavaCV says.
   */
  static String reason(FFmpegFrameGrabber.Exception e) {
    String message = String.valueOf(e.getMessage());
    Matcher number = NUMBER.matcher(message);
    if (!number.find()) {
      return message;
    }
    byte[] text = new byte[LONGEST_BYTES];
    avutil.av_strerror(Integer.parseInt(number.group(1)), text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }
}
