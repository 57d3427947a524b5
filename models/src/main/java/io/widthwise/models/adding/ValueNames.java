package io.widthwise.models.adding;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.Set;

/** Names of the values in a graph, which are unique across its inner graphs too. */
final class ValueNames {
  private ValueNames() {}

  static Set<String> of(GraphProto graph) {
    Set<String> names = new HashSet<>();
    collect(graph, names);
    return names;
  }

  private static void collect(GraphProto graph, Set<String> names) {
    graph.getInputList().forEach(value -> names.add(value.getName()));
    graph.getOutputList().forEach(value -> names.add(value.getName()));
    graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
    graph.getSparseInitializerList().forEach(tensor -> names.add(tensor.getValues().getName()));
    for (NodeProto node : graph.getNodeList()) {
      names.addAll(node.getInputList());
      names.addAll(node.getOutputList());
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          collect(attribute.getG(), names);
        }
        attribute.getGraphsList().forEach(inner -> collect(inner, names));
      }
    }
  }

  /** Returns {@code wanted}, or something like it, that {@code taken} has not; takes it. */
  static String fresh(String wanted, Set<String> taken) {
    String name = wanted;
    for (int i = 1; !taken.add(name); i++) {
      name = "%s_%d".formatted(wanted, i);
    }
    return name;
  }

  /** Renames a value wherever {@code graph} and its inner graphs name it. */
  static void rename(GraphProto.Builder graph, String from, String to) {
    for (ValueInfoProto.Builder value : graph.getInputBuilderList()) {
      rename(value, from, to);
    }
    for (ValueInfoProto.Builder value : graph.getOutputBuilderList()) {
      rename(value, from, to);
    }
    for (ValueInfoProto.Builder value : graph.getValueInfoBuilderList()) {
      rename(value, from, to);
    }
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      if (tensor.getName().equals(from)) {
        tensor.setName(to);
      }
    }
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      rename(node, from, to);
    }
  }

  private static void rename(ValueInfoProto.Builder value, String from, String to) {
    if (value.getName().equals(from)) {
      value.setName(to);
    }
  }

  private static void rename(NodeProto.Builder node, String from, String to) {
    for (int i = 0; i < node.getInputCount(); i++) {
      if (node.getInput(i).equals(from)) {
        node.setInput(i, to);
      }
    }
    for (int i = 0; i < node.getOutputCount(); i++) {
      if (node.getOutput(i).equals(from)) {
        node.setOutput(i, to);
      }
    }
    for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      if (attribute.hasG()) {
        rename(attribute.getGBuilder(), from, to);
      }
      for (GraphProto.Builder inner : attribute.getGraphsBuilderList()) {
        rename(inner, from, to);
      }
    }
  }
}
