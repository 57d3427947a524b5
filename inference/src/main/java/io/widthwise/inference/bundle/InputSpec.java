package io.widthwise.inference.bundle;

/**
 * Input of a variant's graph: raw pixels, shape {@code [N, height, width, 3]}.
 *
 * @param name name of the graph's input
 * @param type element type, always {@code uint8}
 * @param layout axis order, always {@code NHWC}
 * @param height pixels
 * @param width pixels
 * @param channels channel order, always {@code RGB}
 */
public record InputSpec(
    String name, String type, String layout, int height, int width, String channels) {

  public InputSpec {
    Require.text("name", name);
    Require.constant("type", type, "uint8");
    Require.constant("layout", layout, "NHWC");
    Require.positive("height", height);
    Require.positive("width", width);
    Require.constant("channels", channels, "RGB");
  }

  /** Input {@code image} of {@code side x side} pixels. */
  public static InputSpec square(int side) {
    return new InputSpec("image", "uint8", "NHWC", side, side, "RGB");
  }
}
