package io.widthwise.deploy.quarantine;

import java.util.Locale;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Options that choose messages of quarantine. */
final class QuarantineFilter implements Predicate<QuarantinedMessage> {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Only those whose code is, or whose reason has, this text.")
  private String reason;

  @Option(names = "--camera", paramLabel = "ID", description = "Only those of this camera.")
  private String camera;

  @Override
  public boolean test(QuarantinedMessage message) {
    return (camera == null || message.camera().filter(camera::equals).isPresent())
        && (reason == null
            || message.code().equalsIgnoreCase(reason)
            || message.reason().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT)));
  }

  boolean isEmpty() {
    return reason == null && camera == null;
  }
}
