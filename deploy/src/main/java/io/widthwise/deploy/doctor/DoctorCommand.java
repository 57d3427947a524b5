package io.widthwise.deploy.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.widthwise.deploy.connect.Connection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks for what would keep the pipeline from working. */
@Command(
    name = "doctor",
    description = {
      "Check this machine, the models, and the broker and cluster if there are any,",
      "and say how to mend what is wrong; fails if something is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise doctor",
      "  widthwise doctor --bootstrap-servers kafka:9092 --flink http://flink:8081 --json"
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Ladder bundle to check (default: the family that comes along).")
  private Path models;

  @Option(names = "--json", description = "Print an array of objects: check, status, found, mend.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    List<Finding> findings = findings();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JSON.writeValueAsString(findings));
    } else {
      findings.forEach(finding -> print(finding, out));
    }
    out.flush();
    return findings.stream().anyMatch(Finding::isFailure) ? 1 : 0;
  }

  private List<Finding> findings() {
    HostChecks host = new HostChecks(connection.workDirectory());
    List<Finding> findings = new ArrayList<>();
    findings.add(host.java());
    findings.add(host.platform());
    findings.add(host.memory());
    findings.add(host.disk());
    findings.add(host.ports());
    findings.add(host.onnxRuntime());
    findings.add(host.openCv());
    findings.add(host.bundle(Optional.ofNullable(models)));
    ServiceChecks services = new ServiceChecks(connection);
    findings.addAll(services.kafka());
    findings.add(services.cluster());
    return findings;
  }

  private static void print(Finding finding, PrintWriter out) {
    out.printf(
        "%-12s %-8s %s%n",
        finding.check(), finding.status().name().toLowerCase(Locale.ROOT), finding.found());
    if (!finding.mend().isEmpty()) {
      out.printf("%-12s %-8s -> %s%n", "", "", finding.mend());
    }
  }
}
