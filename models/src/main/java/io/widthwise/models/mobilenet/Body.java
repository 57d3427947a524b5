package io.widthwise.models.mobilenet;

import java.util.List;
import java.util.stream.Stream;

/** What stands between the first convolution and the pooling; the paper compares these three. */
public enum Body {
  /** MobileNet: 13 blocks of a depthwise and a pointwise convolution. */
  SEPARABLE("depthwise separable"),
  /** "Conv MobileNet" of Table 4: each of the 13 blocks is one full 3x3 convolution. */
  FULL_CONVOLUTIONS("full convolutions"),
  /** "Shallow MobileNet" of Table 5: without the five blocks of 14x14x512. */
  SHALLOW("shallow");

  private static final List<Block> DOWN_TO_14X14 =
      List.of(
          new Block(1, 64),
          new Block(2, 128),
          new Block(1, 128),
          new Block(2, 256),
          new Block(1, 256),
          new Block(2, 512));
  private static final List<Block> FIVE_OF_14X14X512 =
      List.of(
          new Block(1, 512),
          new Block(1, 512),
          new Block(1, 512),
          new Block(1, 512),
          new Block(1, 512));
  private static final List<Block> LAST_STAGE = List.of(new Block(2, 1024), new Block(1, 1024));

  private final String words;

  Body(String words) {
    this.words = words;
  }

  /**
   * One block of the body.
   *
   * @param stride of its spatial convolution
   * @param channels that come out at width 1
   */
  record Block(int stride, int channels) {}

  List<Block> blocks() {
    return Stream.of(
            DOWN_TO_14X14, this == SHALLOW ? List.<Block>of() : FIVE_OF_14X14X512, LAST_STAGE)
        .flatMap(List::stream)
        .toList();
  }

  /** Returns the body as people write it. */
  @Override
  public String toString() {
    return words;
  }
}
