package io.widthwise.schemas.check;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.quarantine.QuarantineCode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Holds a frame against the limits and its payload against what its envelope says, without decoding
 * the picture. Used where frames are admitted and again before they are decoded, since not every
 * writer to {@code frames} need be admission.
 */
public final class FrameInspector {
  private static final Pattern CAMERA_ID = Pattern.compile("[A-Za-z0-9._:/-]{1,128}");
  private static final int MAX_FRAME_ID_CHARS = 256;
  private static final int MAX_BUDGET_MILLIS = 600_000;

  private final FrameLimits limits;

  public FrameInspector(FrameLimits limits) {
    this.limits = limits;
  }

  /** Returns the first rule that {@code frame} breaks, or empty if it may be decoded. */
  public Optional<Violation> inspect(Frame frame) {
    String envelope = envelopeFault(frame);
    if (envelope != null) {
      return violation(QuarantineCode.INVALID_ENVELOPE, envelope);
    }
    String overLimit = overLimit(frame);
    if (overLimit != null) {
      return violation(QuarantineCode.OVER_LIMIT, overLimit);
    }
    return isRaw(frame.getEncoding()) ? inspectRaw(frame) : inspectCompressed(frame);
  }

  private static Optional<Violation> violation(QuarantineCode code, String reason) {
    return Optional.of(new Violation(code, reason));
  }

  private String envelopeFault(Frame frame) {
    if (!CAMERA_ID.matcher(frame.getCameraId()).matches()) {
      return "cameraId must be 1 to 128 letters, digits or ._:/- but is '%s'"
          .formatted(abbreviate(frame.getCameraId()));
    }
    if (frame.getFrameId().isBlank() || frame.getFrameId().length() > MAX_FRAME_ID_CHARS) {
      return "frameId must have 1 to %d characters, not all blank, but is '%s' with %d"
          .formatted(
              MAX_FRAME_ID_CHARS, abbreviate(frame.getFrameId()), frame.getFrameId().length());
    }
    if (frame.getSequence() < 0) {
      return "sequence must not be negative but is " + frame.getSequence();
    }
    Integer budget = frame.getLatencyBudgetMillis();
    if (budget != null && (budget < 1 || budget > MAX_BUDGET_MILLIS)) {
      return "latencyBudgetMillis must be 1 to %d but is %d".formatted(MAX_BUDGET_MILLIS, budget);
    }
    if (!frame.getPayload().hasRemaining()) {
      return "payload is empty";
    }
    return attributesFault(frame.getAttributes());
  }

  private String attributesFault(Map<String, String> attributes) {
    if (attributes.size() > limits.maxAttributes()) {
      return "attributes has %d entries, more than %d"
          .formatted(attributes.size(), limits.maxAttributes());
    }
    int chars =
        attributes.entrySet().stream()
            .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
            .sum();
    return chars > limits.maxAttributeChars()
        ? "attributes holds %d characters, more than %d"
            .formatted(chars, limits.maxAttributeChars())
        : null;
  }

  private String overLimit(Frame frame) {
    int bytes = frame.getPayload().remaining();
    return bytes > limits.maxPayloadBytes()
        ? "payload has %d bytes, more than %d".formatted(bytes, limits.maxPayloadBytes())
        : sizeOverLimit(frame.getWidth(), frame.getHeight());
  }

  private String sizeOverLimit(int width, int height) {
    if (width > limits.maxSide()
        || height > limits.maxSide()
        || (long) width * height > limits.maxPixels()) {
      return "the picture is %d x %d pixels, over the limit of %d a side and %d in all"
          .formatted(width, height, limits.maxSide(), limits.maxPixels());
    }
    return null;
  }

  private Optional<Violation> inspectRaw(Frame frame) {
    if (frame.getWidth() <= 0 || frame.getHeight() <= 0) {
      return violation(
          QuarantineCode.INVALID_ENVELOPE,
          "width and height must be positive but are %d x %d"
              .formatted(frame.getWidth(), frame.getHeight()));
    }
    int samples = frame.getEncoding() == FrameEncoding.MONO8 ? 1 : 3;
    long expected = (long) frame.getWidth() * frame.getHeight() * samples;
    int actual = frame.getPayload().remaining();
    return actual == expected
        ? Optional.empty()
        : violation(
            QuarantineCode.INVALID_IMAGE,
            "payload has %d bytes but %s of %d x %d takes %d"
                .formatted(
                    actual, frame.getEncoding(), frame.getWidth(), frame.getHeight(), expected));
  }

  private Optional<Violation> inspectCompressed(Frame frame) {
    ImageHeader header;
    try {
      header = ImageHeader.read(frame.getPayload());
    } catch (MalformedImageException e) {
      return violation(QuarantineCode.INVALID_IMAGE, e.getMessage());
    }
    if (header.encoding() != frame.getEncoding()) {
      return violation(
          QuarantineCode.INVALID_IMAGE,
          "encoding says %s but payload is a %s".formatted(frame.getEncoding(), header.encoding()));
    }
    String overLimit = sizeOverLimit(header.width(), header.height());
    if (overLimit != null) {
      return violation(QuarantineCode.OVER_LIMIT, overLimit);
    }
    if (header.width() != frame.getWidth() || header.height() != frame.getHeight()) {
      return violation(
          QuarantineCode.INVALID_ENVELOPE,
          "width and height say %d x %d but payload is %d x %d"
              .formatted(frame.getWidth(), frame.getHeight(), header.width(), header.height()));
    }
    return Optional.empty();
  }

  private static boolean isRaw(FrameEncoding encoding) {
    return encoding != FrameEncoding.JPEG && encoding != FrameEncoding.PNG;
  }

  private static String abbreviate(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
