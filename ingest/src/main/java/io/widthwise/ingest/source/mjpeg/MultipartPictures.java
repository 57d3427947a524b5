package io.widthwise.ingest.source.mjpeg;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the pictures out of a {@code multipart/x-mixed-replace} body. Parts with a length are read
 * by it, others up to the next boundary (RFC 2046, section 5.1). Lenient as cameras demand: lines
 * may end without carriage return, and the boundary may be written with its dashes.
 */
public final class MultipartPictures {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary\\s*=\\s*(?:\"([^\"]{1,200})\"|([^;\\s]{1,200}))",
          Pattern.CASE_INSENSITIVE);
  private static final int MAX_PICTURE_BYTES = 16 << 20;
  private static final int MAX_LINE_BYTES = 8 << 10;
  private static final int MAX_HEADER_LINES = 100;

  private final InputStream in;
  private final String delimiter;

  private MultipartPictures(InputStream in, String delimiter) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.delimiter = delimiter;
  }

  /** Reads {@code body}; empty if {@code contentType} is not that of such a body. */
  public static Optional<MultipartPictures> of(String contentType, InputStream body) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")
        || !boundary.find()) {
      return Optional.empty();
    }
    String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    return Optional.of(new MultipartPictures(body, "--" + name.strip().replaceFirst("^--", "")));
  }

  /**
   * Returns the next picture's bytes, waiting for them.
   *
   * @throws EOFException at the end of the body
   * @throws IOException if the body cannot be read or is not as it should be
   */
  public byte[] next() throws IOException {
    String line = line();
    for (int skipped = 0; !line.startsWith(delimiter); skipped++) {
      if (skipped > MAX_HEADER_LINES) {
        throw new IOException("no boundary %s where one must be".formatted(delimiter));
      }
      line = line();
    }
    if (line.equals(delimiter + "--")) {
      throw new EOFException("the camera ended the stream");
    }
    OptionalInt length = headers();
    return length.isPresent() ? whole(length.getAsInt()) : upToDelimiter();
  }

  /** Skips a part's headers; returns the length that they state. */
  private OptionalInt headers() throws IOException {
    OptionalInt length = OptionalInt.empty();
    String line = line();
    for (int lines = 0; !line.isEmpty(); lines++) {
      if (lines > MAX_HEADER_LINES) {
        throw new IOException("a part has more than %d headers".formatted(MAX_HEADER_LINES));
      }
      String[] header = line.split(":", 2);
      if (header.length == 2 && header[0].strip().equalsIgnoreCase("Content-Length")) {
        length = OptionalInt.of(length(header[1].strip()));
      }
      line = line();
    }
    return length;
  }

  private static int length(String text) throws IOException {
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > MAX_PICTURE_BYTES) {
      throw new IOException(
          "a part claims '%s' bytes; up to %d are taken".formatted(text, MAX_PICTURE_BYTES));
    }
    return Integer.parseInt(text);
  }

  private byte[] whole(int length) throws IOException {
    byte[] picture = in.readNBytes(length);
    if (picture.length < length) {
      throw ended();
    }
    return picture;
  }

  /** Reads up to a line break and the delimiter, which is left to be read again as a line. */
  private byte[] upToDelimiter() throws IOException {
    byte[] end = ("\n" + delimiter).getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream picture = new ByteArrayOutputStream(1 << 16);
    int matched = 0;
    in.mark(end.length + 1);
    while (matched < end.length) {
      int next = in.read();
      if (next < 0) {
        throw ended();
      }
      picture.write(next);
      // The delimiter begins with the only line break in it, so a mismatch begins anew.
      if (next == end[matched]) {
        matched++;
      } else {
        matched = next == '\n' ? 1 : 0;
      }
      if (matched == 1) {
        in.mark(end.length + 1);
      }
      if (picture.size() > MAX_PICTURE_BYTES + end.length) {
        throw new IOException("a part has more than %d bytes".formatted(MAX_PICTURE_BYTES));
      }
    }
    in.reset();
    byte[] bytes = picture.toByteArray();
    int length = bytes.length - end.length;
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    return Arrays.copyOf(bytes, length);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw ended();
      }
      if (next == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      line.write(next);
      if (line.size() > MAX_LINE_BYTES) {
        throw new IOException("a line has more than %d bytes".formatted(MAX_LINE_BYTES));
      }
    }
  }

  private static EOFException ended() {
    return new EOFException("the camera closed the connection");
  }
}
