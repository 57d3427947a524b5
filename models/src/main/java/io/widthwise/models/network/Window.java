package io.widthwise.models.network;

/**
 * How a kernel moves over a feature map. Padding is explicit because TensorFlow's SAME padding is
 * lopsided when the stride does not divide evenly.
 *
 * @param height kernel rows
 * @param width kernel columns
 * @param strideRows rows between outputs
 * @param strideColumns columns between outputs
 * @param top rows of padding before the first
 * @param left columns of padding before the first
 * @param bottom rows of padding after the last
 * @param right columns of padding after the last
 */
public record Window(
    int height,
    int width,
    int strideRows,
    int strideColumns,
    int top,
    int left,
    int bottom,
    int right) {

  public Window {
    if (height < 1 || width < 1 || strideRows < 1 || strideColumns < 1) {
      throw new IllegalArgumentException(
          "kernel and stride must be at least 1 but are %dx%d and %dx%d"
              .formatted(height, width, strideRows, strideColumns));
    }
    if (Math.min(Math.min(top, left), Math.min(bottom, right)) < 0) {
      throw new IllegalArgumentException("padding must not be negative");
    }
  }

  /** One pixel at a time. */
  public static final Window POINTWISE = new Window(1, 1, 1, 1, 0, 0, 0, 0);

  /** No padding: the kernel stays within the map. */
  public static Window valid(int height, int width, int strideRows, int strideColumns) {
    return new Window(height, width, strideRows, strideColumns, 0, 0, 0, 0);
  }

  /**
   * TensorFlow's SAME padding: {@code ceil(size / stride)} outputs, the odd pixel of padding at the
   * bottom and right.
   */
  public static Window same(
      FeatureMap input, int height, int width, int strideRows, int strideColumns) {
    int rows = samePadding(input.height(), height, strideRows);
    int columns = samePadding(input.width(), width, strideColumns);
    return new Window(
        height,
        width,
        strideRows,
        strideColumns,
        rows / 2,
        columns / 2,
        rows - rows / 2,
        columns - columns / 2);
  }

  private static int samePadding(int size, int kernel, int stride) {
    if (stride < 1) {
      throw new IllegalArgumentException("stride must be at least 1 but is " + stride);
    }
    int outputs = (size - 1) / stride + 1;
    return Math.max(0, (outputs - 1) * stride + kernel - size);
  }

  /** Returns the rows that come out of {@code input}; 0 or less if the kernel does not fit. */
  public int outputHeight(FeatureMap input) {
    return Math.floorDiv(input.height() + top + bottom - height, strideRows) + 1;
  }

  /** Returns the columns that come out of {@code input}; 0 or less if the kernel does not fit. */
  public int outputWidth(FeatureMap input) {
    return Math.floorDiv(input.width() + left + right - width, strideColumns) + 1;
  }

  /** Returns whether the kernel sees all of {@code input} at once and nothing else. */
  public boolean covers(FeatureMap input) {
    return height == input.height() && width == input.width() && top + left + bottom + right == 0;
  }

  void requireFits(FeatureMap input, FeatureMap output) {
    if (outputHeight(input) != output.height() || outputWidth(input) != output.width()) {
      throw new IllegalArgumentException(
          "a %dx%d kernel over %dx%d pixels gives %dx%d but the output says %dx%d"
              .formatted(
                  height,
                  width,
                  input.height(),
                  input.width(),
                  outputHeight(input),
                  outputWidth(input),
                  output.height(),
                  output.width()));
    }
  }
}
