package io.widthwise.models.pull;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;

/** Says what the platform often leaves unsaid: its network exceptions may have no message. */
final class NetworkFaults {
  private NetworkFaults() {}

  static String sentence(IOException fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "its host's name cannot be resolved";
      }
    }
    if (fault.getMessage() != null) {
      return fault.getMessage();
    }
    return fault instanceof ConnectException
        ? "its host does not take connections"
        : fault.getClass().getSimpleName();
  }
}
