package io.widthwise.models.adding;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;

/** Finds the tensors that a graph holds. */
final class Tensors {
  private Tensors() {}

  /** Returns initializers and the constants in attributes, those of inner graphs too. */
  static List<TensorProto> all(GraphProto graph) {
    List<TensorProto> tensors = new ArrayList<>(graph.getInitializerList());
    graph
        .getSparseInitializerList()
        .forEach(
            sparse -> {
              tensors.add(sparse.getValues());
              tensors.add(sparse.getIndices());
            });
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasT()) {
          tensors.add(attribute.getT());
        }
        tensors.addAll(attribute.getTensorsList());
        if (attribute.hasG()) {
          tensors.addAll(all(attribute.getG()));
        }
        attribute.getGraphsList().forEach(inner -> tensors.addAll(all(inner)));
      }
    }
    return tensors;
  }
}
