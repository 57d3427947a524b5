package io.widthwise.models.mobilenet;

/**
 * The shape of one layer. Feature maps are square: {@code side x side x channels}.
 *
 * @param name unique in its network
 * @param kind what it does
 * @param kernel side of the square kernel, pixels
 * @param stride pixels between two outputs, in both directions
 * @param inputChannels channels it reads
 * @param outputChannels channels it yields
 * @param inputSide side of the feature map that it reads, pixels
 * @param outputSide side of the feature map that it yields, pixels
 */
public record LayerSpec(
    String name,
    LayerKind kind,
    int kernel,
    int stride,
    int inputChannels,
    int outputChannels,
    int inputSide,
    int outputSide) {

  public LayerSpec {
    int smallest =
        Math.min(
            Math.min(Math.min(kernel, stride), Math.min(inputChannels, outputChannels)),
            Math.min(inputSide, outputSide));
    if (smallest < 1) {
      throw new IllegalArgumentException(
          "%s: kernel, stride, channels and sides must be at least 1".formatted(name));
    }
    boolean mixesChannels =
        kind == LayerKind.CONVOLUTION
            || kind == LayerKind.POINTWISE
            || kind == LayerKind.FULLY_CONNECTED;
    if (!mixesChannels && inputChannels != outputChannels) {
      throw new IllegalArgumentException(
          "%s: a %s layer keeps its %d channels but %d come out"
              .formatted(name, kind, inputChannels, outputChannels));
    }
  }

  /** A full convolution with as much padding as keeps {@code ceil(side / stride)} outputs. */
  public static LayerSpec convolution(
      String name, int kernel, int stride, int inputChannels, int outputChannels, int side) {
    return new LayerSpec(
        name,
        LayerKind.CONVOLUTION,
        kernel,
        stride,
        inputChannels,
        outputChannels,
        side,
        outputs(side, stride));
  }

  /** A depthwise convolution with as much padding as keeps {@code ceil(side / stride)} outputs. */
  public static LayerSpec depthwise(String name, int kernel, int stride, int channels, int side) {
    return new LayerSpec(
        name, LayerKind.DEPTHWISE, kernel, stride, channels, channels, side, outputs(side, stride));
  }

  /** A convolution of single pixels. */
  public static LayerSpec pointwise(String name, int inputChannels, int outputChannels, int side) {
    return new LayerSpec(
        name, LayerKind.POINTWISE, 1, 1, inputChannels, outputChannels, side, side);
  }

  /** The mean over the whole feature map. */
  public static LayerSpec pool(String name, int channels, int side) {
    return new LayerSpec(name, LayerKind.POOL, side, 1, channels, channels, side, 1);
  }

  /** The classifier over one vector of features. */
  public static LayerSpec fullyConnected(String name, int inputChannels, int classes) {
    return new LayerSpec(name, LayerKind.FULLY_CONNECTED, 1, 1, inputChannels, classes, 1, 1);
  }

  /** Probabilities of {@code classes} classes. */
  public static LayerSpec softmax(String name, int classes) {
    return new LayerSpec(name, LayerKind.SOFTMAX, 1, 1, classes, classes, 1, 1);
  }

  private static int outputs(int side, int stride) {
    return (side + stride - 1) / stride;
  }
}
