package io.widthwise.bench.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs the cases of one target in processes that may die; every death is found and gone past. */
final class FuzzCampaign {
  private static final int MAX_FINDINGS_KEPT = 50;
  private static final List<String> PASSED_ON =
      List.of("java.io.tmpdir", "org.bytedeco.javacpp.cachedir", "widthwise.home");

  private final String name;
  private final long seed;
  private final int cases;
  private final Path findings;

  /**
   * @param findings folder for inputs that do harm, made when there is one
   */
  FuzzCampaign(String name, long seed, int cases, Path findings) {
    this.name = name;
    this.seed = seed;
    this.cases = cases;
    this.findings = findings;
  }

  TargetReport run() throws Exception {
    Path folder = Files.createTempDirectory("widthwise-fuzz");
    try {
      long started = System.nanoTime();
      Path file = folder.resolve("cases.log");
      CaseLog log = CaseLog.open(file, cases);
      while (log.next() < cases) {
        int before = log.next();
        int exit = child(folder, file);
        if (exit == 0) {
          break;
        }
        int at = log.running();
        if (at >= 0) {
          log.set(at, Verdict.CRASH);
        } else if (log.next() == before) {
          throw new IllegalStateException(
              "the fuzzing process of %s does not start (exit status %d): %s"
                  .formatted(name, exit, tail(folder.resolve("child.out"))));
        }
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      return TargetReport.of(name, cases, log, seconds, keepFindings(folder, log));
    } finally {
      delete(folder);
    }
  }

  private int child(Path folder, Path file) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash-%p.log"),
                "-Djava.awt.headless=true"));
    for (String key : PASSED_ON) {
      if (System.getProperty(key) != null) {
        command.add("-D" + key + "=" + System.getProperty(key));
      }
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            FuzzChild.class.getName(),
            name,
            Long.toString(seed),
            Integer.toString(cases),
            file.toString(),
            folder.resolve("faults.txt").toString(),
            folder.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("child.out").toFile())
            .start();
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Writes the inputs that did harm beside what is known of them, and returns the cases. */
  private List<TargetReport.Finding> keepFindings(Path folder, CaseLog log) throws Exception {
    List<TargetReport.Finding> kept = new ArrayList<>();
    try (FuzzTarget target = FuzzTargets.open(name, folder)) {
      Mutator mutator = new Mutator(target, seed);
      for (int i = 0; i < cases && kept.size() < MAX_FINDINGS_KEPT; i++) {
        Verdict verdict = log.get(i);
        if (verdict.isFinding()) {
          Files.createDirectories(findings);
          Path input = findings.resolve("%s-%d-%d.bin".formatted(name, seed, i));
          Files.write(input, mutator.make(i));
          kept.add(new TargetReport.Finding(i, verdict, input.toString()));
        }
      }
    }
    if (!kept.isEmpty()) {
      for (Path told : told(folder)) {
        Files.write(findings.resolve(name + "-" + told.getFileName()), Files.readAllBytes(told));
      }
    }
    return kept;
  }

  private static List<Path> told(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file ->
                  file.getFileName().toString().equals("faults.txt")
                      || file.getFileName().toString().startsWith("crash-"))
          .toList();
    }
  }

  private static String tail(Path file) throws IOException {
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    return new String(
        Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 1000), bytes.length),
        StandardCharsets.UTF_8);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
