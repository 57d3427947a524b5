package io.widthwise.models.adding;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts what a graph costs, as MobileNet's paper does (arXiv 1704.04861, section 3.1):
 * multiply-adds of convolutions and matrix products, parameters of these (weights and biases) and
 * of batch normalisation. Each element of a product's output is a sum of as many terms as the
 * weights have elements for one output channel.
 *
 * @param multiplyAdds of one picture
 * @param parameters weights and biases, each tensor once
 */
record GraphCost(long multiplyAdds, long parameters) {

  /** Where a product has its weights and its bias (or -1), and what it is. */
  private record Product(int weights, int bias, Kind kind) {}

  private enum Kind {
    CONVOLUTION,
    MATRICES,
    /** Matrices, the second perhaps transposed. */
    GEMM
  }

  private static final Map<String, Product> PRODUCTS =
      Map.of(
          "Conv", new Product(1, 2, Kind.CONVOLUTION),
          "FusedConv", new Product(1, 2, Kind.CONVOLUTION),
          "ConvInteger", new Product(1, -1, Kind.CONVOLUTION),
          "QLinearConv", new Product(3, 8, Kind.CONVOLUTION),
          "Gemm", new Product(1, 2, Kind.GEMM),
          "QGemm", new Product(3, 6, Kind.GEMM),
          "MatMul", new Product(1, -1, Kind.MATRICES),
          "MatMulInteger", new Product(1, -1, Kind.MATRICES),
          "QLinearMatMul", new Product(3, -1, Kind.MATRICES));

  private static final String BATCH_NORMALISATION = "BatchNormalization";

  /** Returns the values whose shapes {@link #of} needs. */
  static Set<String> values(GraphProto graph) {
    Set<String> names = new TreeSet<>();
    for (NodeProto node : graph.getNodeList()) {
      Product product = PRODUCTS.get(node.getOpType());
      if (product != null) {
        names.add(node.getInput(product.weights()));
        names.add(node.getOutput(0));
      }
      names.addAll(parameters(node));
    }
    graph.getInitializerList().forEach(tensor -> names.remove(tensor.getName()));
    names.remove(ServingGraph.IMAGE);
    return names;
  }

  /** Counts, given the shapes of {@link #values} for one picture. */
  static GraphCost of(GraphProto graph, Map<String, long[]> computed) {
    Map<String, long[]> shapes = new HashMap<>(computed);
    for (TensorProto tensor : graph.getInitializerList()) {
      shapes.put(
          tensor.getName(), tensor.getDimsList().stream().mapToLong(Long::longValue).toArray());
    }
    Set<String> constants = constants(graph);
    Set<String> counted = new HashSet<>();
    long multiplyAdds = 0;
    long parameters = 0;
    for (NodeProto node : graph.getNodeList()) {
      for (String input : parameters(node)) {
        if (constants.contains(input) && counted.add(input)) {
          parameters += elements(shapes.get(input));
        }
      }
      Product product = PRODUCTS.get(node.getOpType());
      if (product != null) {
        long terms = terms(node, product.kind(), shapes.get(node.getInput(product.weights())));
        multiplyAdds += elements(shapes.get(node.getOutput(0))) * terms;
      }
    }
    return new GraphCost(multiplyAdds, parameters);
  }

  /** Weights, and what is computed of weights alone, as where they are stored in eight bits. */
  private static Set<String> constants(GraphProto graph) {
    Set<String> constants = new HashSet<>(Set.of(""));
    graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
    for (NodeProto node : graph.getNodeList()) {
      if (constants.containsAll(node.getInputList())) {
        constants.addAll(node.getOutputList());
      }
    }
    return constants;
  }

  private static List<String> parameters(NodeProto node) {
    if (node.getOpType().equals(BATCH_NORMALISATION)) {
      return node.getInputList().subList(1, 3);
    }
    Product product = PRODUCTS.get(node.getOpType());
    if (product == null) {
      return List.of();
    }
    String weights = node.getInput(product.weights());
    boolean biased =
        product.bias() >= 0
            && node.getInputCount() > product.bias()
            && !node.getInput(product.bias()).isEmpty();
    return biased ? List.of(weights, node.getInput(product.bias())) : List.of(weights);
  }

  private static long terms(NodeProto node, Kind kind, long[] weights) {
    return switch (kind) {
      case CONVOLUTION -> elements(weights) / Math.max(1, weights[0]);
      case MATRICES -> weights[Math.max(0, weights.length - 2)];
      case GEMM -> weights[isTransposed(node) ? 1 : 0];
    };
  }

  private static boolean isTransposed(NodeProto node) {
    return node.getAttributeList().stream()
        .anyMatch(attribute -> attribute.getName().equals("transB") && attribute.getI() != 0);
  }

  private static long elements(long[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }
}
