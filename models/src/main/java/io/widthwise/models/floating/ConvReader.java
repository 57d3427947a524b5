package io.widthwise.models.floating;

import static io.widthwise.models.floating.OnnxChain.describe;
import static io.widthwise.models.floating.OnnxChain.integer;
import static io.widthwise.models.floating.OnnxChain.integers;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/** Reads Conv nodes. */
final class ConvReader {
  private static final List<Long> NO_PADS = List.of(0L, 0L, 0L, 0L);
  private static final List<Long> ONES = List.of(1L, 1L);

  private final OnnxChain chain;

  ConvReader(OnnxChain chain) {
    this.chain = chain;
  }

  /**
   * Reads a node.
   *
   * @param inputs channels that reach it
   * @param padBefore zeros that a Pad node added: top, left, bottom, right
   */
  FloatConvolution read(NodeProto node, int inputs, int[] padBefore) throws Refused {
    List<Long> shape = chain.shape(node, 1);
    if (shape.size() != 4 || !shape.get(2).equals(shape.get(3))) {
      throw fault(node, "has weights %s; only square kernels are supported".formatted(shape));
    }
    int outputs = Math.toIntExact(shape.get(0));
    int kernel = Math.toIntExact(shape.get(2));
    long group = integer(node, "group", 1);
    boolean depthwise = group > 1;
    if (depthwise && (group != inputs || outputs != inputs)) {
      throw fault(
          node,
          "has %d groups from %d to %d channels; supported are 1 group, or one a channel"
              .formatted(group, inputs, outputs));
    }
    if (shape.get(1) != (depthwise ? 1 : inputs)) {
      throw fault(node, "reads %d channels a group but gets %d".formatted(shape.get(1), inputs));
    }
    if (!integers(node, "dilations", ONES).equals(ONES)) {
      throw fault(node, "is dilated, which is not supported");
    }
    List<Long> strides = integers(node, "strides", ONES);
    if (!strides.get(0).equals(strides.get(1))) {
      throw fault(node, "has strides %s; only equal ones are supported".formatted(strides));
    }
    int stride = Math.toIntExact(strides.get(0));
    int[] pads = pads(node, kernel, stride, padBefore);
    return new FloatConvolution(
        node.getName().isEmpty() ? node.getOutput(0) : node.getName(),
        inputs,
        outputs,
        kernel,
        stride,
        pads[0],
        pads[1],
        pads[2],
        pads[3],
        depthwise,
        chain.constant(node, 1),
        chain.optionalConstant(node, 2).orElseGet(() -> new float[outputs]),
        FloatActivation.NONE);
  }

  /** SAME_UPPER is taken for maps whose side the stride divides, as all of MobileNet's are. */
  private static int[] pads(NodeProto node, int kernel, int stride, int[] before) throws Refused {
    String auto =
        OnnxChain.attribute(node, "auto_pad")
            .map(value -> value.getS().toStringUtf8())
            .orElse("NOTSET");
    int same = Math.max(0, kernel - stride);
    List<Long> pads =
        switch (auto) {
          case "NOTSET" -> integers(node, "pads", NO_PADS);
          case "VALID" -> NO_PADS;
          case "SAME_UPPER" ->
              List.of(
                  (long) same / 2, (long) same / 2, (long) same - same / 2, (long) same - same / 2);
          default -> throw fault(node, "has auto_pad %s, which is not supported".formatted(auto));
        };
    int[] sum = new int[pads.size()];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.toIntExact(pads.get(i)) + before[i];
    }
    return sum;
  }

  private static Refused fault(NodeProto node, String fault) {
    return new Refused("cannot be used: %s %s".formatted(describe(node), fault));
  }
}
