package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.access.Role;
import io.widthwise.inference.testing.TinyBundle;
import io.widthwise.stack.StackState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a camera's own topic to its results, every process with a login of its own. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class SecurePipelineIT {
  private static final Pattern PASSWORD = Pattern.compile("password=\"([^\"]+)\"");
  private static final int FRAMES = 20;

  @TempDir static Path home;
  private static RunningPipeline pipeline;
  private static String job;
  private static Path pictures;

  @BeforeAll
  static void start() throws Exception {
    Path bundle = Files.createDirectory(home.resolve("bundle"));
    TinyBundle.create(bundle);
    pictures = Pictures.folder(home.resolve("pictures"), FRAMES);
    pipeline =
        RunningPipeline.start(
            home,
            "--secure",
            "--own-topic-of",
            "gate/1",
            "--own-topic-of",
            "gate/2",
            "--camera-topics",
            "required");
    job = pipeline.run("submit", "--models", bundle.toString(), "--latency-budget", "60s").strip();
  }

  @AfterAll
  static void stop() throws Exception {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Test
  void aCamerasFramesAreClassifiedAndNoSecretShows() throws Exception {
    publishAs("gate_2F1", "gate/1");

    String results = pipeline.run("results", "--from-beginning", "--max", "" + FRAMES, "--json");

    assertThat(results.lines()).hasSize(FRAMES).allMatch(line -> line.contains("\"gate/1\""));
    List<String> secrets = secrets();
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(7);
    assertThat(commandLines()).noneMatch(line -> secrets.stream().anyMatch(line::contains));
    for (String page : List.of("", "/plan", "/config", "/checkpoints/config")) {
      assertThat(job(page)).doesNotContain(secrets);
    }
    assertThat(leaks(secrets)).isEmpty();
  }

  @Test
  void aCameraCannotSendAsAnother() throws Exception {
    CommandLineProcess.Outcome outcome =
        pipeline.tryToRun(
            "publish",
            "--source",
            pictures.toString(),
            "--own-topic",
            "--camera",
            "gate/2",
            "--kafka-config",
            clientFile("camera-gate_2F1"));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("frames.raw.gate_2F2").doesNotContain("published 20");
  }

  private static void publishAs(String name, String camera) throws Exception {
    pipeline.run(
        "publish",
        "--source",
        pictures.toString(),
        "--pace",
        "max",
        "--own-topic",
        "--camera",
        camera,
        "--kafka-config",
        clientFile("camera-" + name));
  }

  private static String clientFile(String principal) {
    return security().resolve(principal + ".properties").toString();
  }

  private static Path security() {
    StackState state = pipeline.state();
    return state.kafkaConfig(Role.CONSUMER).orElseThrow().getParent();
  }

  private static List<String> secrets() throws IOException {
    try (Stream<Path> files = Files.list(security())) {
      return files
          .filter(file -> file.toString().endsWith(".properties"))
          .map(SecurePipelineIT::read)
          .map(PASSWORD::matcher)
          .filter(Matcher::find)
          .map(found -> found.group(1))
          .toList();
    }
  }

  private static List<String> commandLines() throws IOException {
    List<String> lines =
        pipeline.state().processes().stream()
            .map(entry -> read(Path.of("/proc", "" + entry.pid(), "cmdline")))
            .toList();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(5).noneMatch(String::isBlank);
    return lines;
  }

  private static String job(String page) throws Exception {
    URI address = URI.create(pipeline.state().flinkAddress() + "/jobs/" + job + page);
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  /** Files of the run, logs, checkpoints and job graph included, that hold a secret. */
  private static List<Path> leaks(List<String> secrets) throws IOException {
    List<Path> looked = new ArrayList<>();
    Files.walkFileTree(
        security().getParent().getParent(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(security())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            looked.add(file);
            return FileVisitResult.CONTINUE;
          }

          // A checkpoint may be discarded while it is looked at.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(looked).anyMatch(file -> file.endsWith("broker.log"));
    return looked.stream().filter(file -> secrets.stream().anyMatch(read(file)::contains)).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // A checkpoint may be discarded while it is looked at.
      return "";
    }
  }
}
