package io.widthwise.bench.chaos;

import io.widthwise.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** TCP ports that a process listens on, from Linux's {@code /proc}. */
final class ListeningPorts {
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTEN = "0A";

  private ListeningPorts() {}

  static List<Integer> of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      Set<String> sockets = sockets(process.resolve("fd"));
      return Stream.of("tcp", "tcp6")
          .flatMap(table -> lines(process.resolve("net").resolve(table)))
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields[STATE].equals(LISTEN))
          .filter(fields -> sockets.contains("socket:[%s]".formatted(fields[INODE])))
          .map(fields -> fields[LOCAL_ADDRESS])
          .map(address -> Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16))
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new StackException("cannot tell the ports of process " + pid, e);
    }
  }

  private static Set<String> sockets(Path descriptors) throws IOException {
    Set<String> links = new HashSet<>();
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path each : all.toList()) {
        if (Files.isSymbolicLink(each)) {
          links.add(Files.readSymbolicLink(each).toString());
        }
      }
    }
    return links;
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream().skip(1);
    } catch (IOException e) {
      throw new StackException("cannot read " + table, e);
    }
  }
}
