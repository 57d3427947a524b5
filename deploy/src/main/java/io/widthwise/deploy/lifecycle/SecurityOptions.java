package io.widthwise.deploy.lifecycle;

import io.widthwise.ingest.admission.CameraTopicRule;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.secure.BrokerSecurity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Options that close the local stack's broker; see docs/security.md. */
final class SecurityOptions {
  @Option(
      names = "--secure",
      description = {
        "Broker with TLS, passwords (SCRAM), certificates and access rules; commands on this stack log in as their own role.",
        "Its files are in kafka/security of the work directory."
      })
  private boolean secure;

  @Option(
      names = "--own-topic-of",
      paramLabel = "CAMERA",
      description =
          "Give this camera a raw topic of its own, and with --secure a login that may write there only; repeatable.")
  private List<String> cameras = new ArrayList<>();

  @Option(
      names = "--camera-topics",
      paramLabel = "off|allowed|required",
      defaultValue = "allowed",
      description =
          "Admit from cameras' own topics beside the shared one, not at all, or only (default: ${DEFAULT-VALUE}).")
  private String cameraTopics;

  List<String> cameras() {
    return List.copyOf(cameras);
  }

  List<String> admissionArguments() {
    return List.of(
        "--camera-topics", CameraTopicRule.of(cameraTopics).name().toLowerCase(Locale.ROOT));
  }

  /** These options as they would be written on a command line. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(admissionArguments());
    if (secure) {
      arguments.add("--secure");
    }
    cameras.forEach(camera -> arguments.addAll(List.of("--own-topic-of", camera)));
    return arguments;
  }

  /** Closes the broker if that was asked for. */
  BrokerSettings apply(BrokerSettings broker) {
    return secure
        ? broker.withSecurity(BrokerSecurity.in(broker.directory().resolve("security")))
        : broker;
  }
}
