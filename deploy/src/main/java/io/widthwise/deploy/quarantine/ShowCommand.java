package io.widthwise.deploy.quarantine;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.check.FrameInspector;
import io.widthwise.schemas.check.FrameLimits;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one message of quarantine. */
@Command(
    name = "show",
    description = "Show one message that was refused.",
    footerHeading = "%nExample:%n",
    footer = "  widthwise quarantine show 2@17 --out picture.jpg")
public final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(paramLabel = "ID", description = "Its id, as 'quarantine list' prints it.")
  private String id;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the picture there, or the whole message where it is no frame.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    String topic = connection.topics().quarantine();
    KafkaAccess kafka = connection.kafka(Role.OPERATOR);
    connection.requireTopics(kafka, topic);
    QuarantinedMessage found = new QuarantineReader(kafka, topic).find(id);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("id         %s%n", found.id());
    out.printf("time       %s%n", found.time());
    out.printf("camera     %s%n", found.camera().orElse("unknown"));
    out.printf("origin     %s%n", found.origin());
    out.printf("bytes      %d%n", found.bytes());
    found
        .headers()
        .forEach(
            (name, value) ->
                out.printf(
                    "header     %s: %s%n",
                    QuarantinedMessage.printable(name), QuarantinedMessage.printable(value)));
    Optional<Frame> frame = found.frame();
    frame.ifPresent(each -> describe(each, out));
    out.printf("inspector  %s%n", inspect(frame));
    out.flush();
    if (file != null) {
      write(found, frame);
    }
    return 0;
  }

  private static void describe(Frame frame, PrintWriter out) {
    out.printf(
        "frame      %s, %s of %d x %d, %d bytes, captured %s%n",
        QuarantinedMessage.printable(frame.getFrameId()),
        frame.getEncoding(),
        frame.getWidth(),
        frame.getHeight(),
        frame.getPayload().remaining(),
        frame.getCaptureTime());
  }

  private static String inspect(Optional<Frame> frame) {
    return frame
        .map(
            each ->
                new FrameInspector(FrameLimits.DEFAULT)
                    .inspect(each)
                    .map(
                        fault -> fault.code() + ": " + QuarantinedMessage.printable(fault.reason()))
                    .orElse("finds no fault with the default limits"))
        .orElse("the bytes are no Frame of a known schema version");
  }

  private void write(QuarantinedMessage found, Optional<Frame> frame) throws Exception {
    byte[] bytes = found.message().value() == null ? new byte[0] : found.message().value();
    if (frame.isPresent()) {
      bytes = new byte[frame.get().getPayload().remaining()];
      frame.get().getPayload().get(frame.get().getPayload().position(), bytes);
    }
    Files.write(file, bytes);
    spec.commandLine().getErr().printf("%d bytes written to %s%n", bytes.length, file);
  }
}
