package io.widthwise.schemas.check;

import java.io.Serializable;

/**
 * What a frame may weigh before anything is decoded.
 *
 * @param maxPayloadBytes payload, bytes
 * @param maxSide width and height each, pixels
 * @param maxPixels width times height, pixels
 * @param maxAttributes entries of the attribute map
 * @param maxAttributeChars all attribute keys and values together, characters
 */
public record FrameLimits(
    int maxPayloadBytes, int maxSide, long maxPixels, int maxAttributes, int maxAttributeChars)
    implements Serializable {
  /** Pictures of up to twice the pixels of 4K, in payloads that fit a message of 4 MiB. */
  public static final FrameLimits DEFAULT =
      new FrameLimits(4_000_000, 8_192, 3_840L * 2_160 * 2, 32, 8_192);

  public FrameLimits {
    requirePositive("maxPayloadBytes", maxPayloadBytes);
    requirePositive("maxSide", maxSide);
    requirePositive("maxPixels", maxPixels);
    requirePositive("maxAttributes", maxAttributes);
    requirePositive("maxAttributeChars", maxAttributeChars);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
