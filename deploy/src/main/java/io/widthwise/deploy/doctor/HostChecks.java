package io.widthwise.deploy.doctor;

import ai.onnxruntime.OrtEnvironment;
import io.widthwise.deploy.DefaultBundle;
import io.widthwise.deploy.Installation;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.decode.OpenCvFrameDecoder;
import io.widthwise.stack.Ports;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the pipeline needs of this machine. */
final class HostChecks {
  private static final int JAVA = 17;

  /** Of the whole local stack; the README promises that it fits. */
  private static final double MEMORY_GIGABYTES = 3;

  private static final double DISK_GIGABYTES = 2;
  private static final double GIGA = 1e9;
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

  private final Path workDirectory;

  HostChecks(Path workDirectory) {
    this.workDirectory = workDirectory;
  }

  Finding java() {
    String found =
        "Java %s, %s".formatted(Runtime.version().feature(), System.getProperty("java.home"));
    return Runtime.version().feature() >= JAVA
        ? Finding.ok("java", found)
        : Finding.failed("java", found, "install a JDK 17 or newer, or set JAVA_HOME to one");
  }

  Finding platform() {
    String found = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return found.equals("Linux amd64")
        ? Finding.ok("platform", found)
        : Finding.failed(
            "platform", found, "run on Linux x86-64, for which the native libraries are built");
  }

  /** A stack that runs already has its memory. */
  Finding memory() {
    Optional<Double> available = availableGigabytes();
    if (available.isEmpty()) {
      return Finding.skipped("memory", "/proc/meminfo does not tell");
    }
    String found = "%.1f GB available".formatted(available.get());
    return available.get() >= MEMORY_GIGABYTES || stack().isPresent()
        ? Finding.ok("memory", found)
        : Finding.warning(
            "memory", found, "close programs: broker, Flink and admission take about 3 GB");
  }

  private static Optional<Double> availableGigabytes() {
    try {
      Matcher line = AVAILABLE.matcher(Files.readString(Path.of("/proc/meminfo")));
      return line.find()
          ? Optional.of(Double.parseDouble(line.group(1)) * 1024 / GIGA)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Finding disk() {
    Path folder = workDirectory;
    while (!Files.exists(folder)) {
      folder = folder.getParent();
    }
    try {
      double free = Files.getFileStore(folder).getUsableSpace() / GIGA;
      String found = "%.1f GB free for %s".formatted(free, workDirectory);
      if (!Files.isWritable(folder)) {
        return Finding.failed(
            "disk", folder + " cannot be written", "choose another folder with --work-dir");
      }
      return free >= DISK_GIGABYTES
          ? Finding.ok("disk", found)
          : Finding.warning(
              "disk", found, "make room, or keep less with 'up --retention' and --frame-retention");
    } catch (IOException e) {
      return Finding.warning("disk", folder + ": " + e.getMessage(), "check the folder");
    }
  }

  /** Ports that {@code up} takes unless told otherwise. */
  Finding ports() {
    if (stack().isPresent()) {
      return Finding.skipped("ports", "a stack runs in " + workDirectory);
    }
    List<String> taken =
        List.of(9092, 8081).stream()
            .filter(port -> !Ports.isFree(port))
            .map(String::valueOf)
            .toList();
    return taken.isEmpty()
        ? Finding.ok("ports", "9092 (broker) and 8081 (Flink) are free")
        : Finding.warning(
            "ports",
            String.join(" and ", taken) + " taken by another process",
            "stop that process, or 'widthwise up --kafka-port 0 --flink-port 0'");
  }

  private Optional<StackState> stack() {
    return StackState.read(workDirectory);
  }

  Finding onnxRuntime() {
    try {
      return Finding.ok(
          "onnxruntime", "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion());
    } catch (LinkageError | RuntimeException e) {
      return notLoaded("onnxruntime", e);
    }
  }

  Finding openCv() {
    try (OpenCvFrameDecoder decoder = new OpenCvFrameDecoder()) {
      return Finding.ok("opencv", "OpenCV decodes");
    } catch (LinkageError | RuntimeException e) {
      return notLoaded("opencv", e);
    }
  }

  private static Finding notLoaded(String check, Throwable e) {
    return Finding.failed(
        check,
        "the native library does not load: " + e.getMessage(),
        "start with ./widthwise, which puts the jars of lib/flink-natives on the class path; glibc"
            + " 2.28 or newer is needed, and a temporary folder from which programs may run");
  }

  /** The bundle that would be served; every file is read and held against its hash. */
  Finding bundle(Optional<Path> named) {
    try {
      Path directory =
          named.isPresent()
              ? named.get()
              : new DefaultBundle(Installation.current()).orEmbedded(named);
      LadderBundle bundle = LadderBundle.open(directory);
      return Finding.ok(
          "bundle",
          "%d variants, %d labels in %s"
              .formatted(bundle.ladder().variants().size(), bundle.labels().size(), directory));
    } catch (IOException | StackException e) {
      return Finding.failed(
          "bundle", e.getMessage(), "name a bundle with --models, or build the project again");
    }
  }
}
