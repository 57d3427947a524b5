package io.widthwise.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Picks and checks TCP ports of this machine's loopback address. */
public final class Ports {
  /**
   * Below the range from which Linux serves outgoing connections, so none of those can take one.
   */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 1_000;

  private Ports() {}

  /**
   * Returns distinct ports that were free a moment ago. They are drawn at random, so that two
   * callers at the same time hardly ever meet.
   */
  public static List<Integer> free(int count) {
    List<Integer> ports = new ArrayList<>(count);
    for (int attempt = 0; attempt < ATTEMPTS && ports.size() < count; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (!ports.contains(port) && isFree(port)) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new StackException(
          "found no %d free ports between %d and %d; close programs that hold them"
              .formatted(count, LOWEST, HIGHEST));
    }
    return ports;
  }

  /** Returns {@code port}, or a free one where it is 0. */
  public static int orFree(int port) {
    return port == 0 ? free(1).get(0) : port;
  }

  /** Tells whether a server could listen on {@code port} of the loopback address. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // as servers do, so that connections in TIME_WAIT do not count
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * Checks a port before anything is started on it.
   *
   * @param what who wants to listen, for the message
   * @param setting the option that changes the port, for the message
   * @throws StackException if another process listens there
   */
  public static void requireFree(int port, String what, String setting) {
    if (!isFree(port)) {
      throw new StackException(
          "port %d, wanted by %s, is taken by another process; stop that process or choose another port with %s (0 picks a free one)"
              .formatted(port, what, setting));
    }
  }
}
