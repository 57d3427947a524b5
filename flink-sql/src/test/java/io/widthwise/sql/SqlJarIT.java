package io.widthwise.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.testing.TestFrames;
import io.widthwise.inference.testing.TinyBundle;
import java.awt.Color;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes into a cluster's lib folder beside Flink's own jars and the native ones. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class SqlJarIT {
  private static final Path JAR = Path.of("target", "widthwise-flink-sql.jar");

  /** Repositories' paths of Flink and what it brings, and of what loads native libraries. */
  private static final Pattern NOT_OURS =
      Pattern.compile(
          "/org/apache/flink/|/onnxruntime/|/bytedeco/|/slf4j/|/org/apache/commons/|/commons-|/kryo|/reflectasm/|/objenesis/|/minlog/|/javassist/|/snappy-java/|/lz4-java/|/icu4j/|/snakeyaml");

  private static List<String> entries;

  @BeforeAll
  static void read() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      entries = jar.stream().map(ZipEntry::getName).toList();
    }
  }

  @Test
  void holdsWhatFormatAndModelNeed() {
    assertThat(entries)
        .contains(
            "io/widthwise/sql/ResultFormatFactory.class",
            "io/widthwise/sql/ClassifierModelFactory.class",
            "io/widthwise/inference/classify/ModelLadder.class",
            "io/widthwise/schemas/codec/Codecs.class",
            "org/apache/avro/Schema.class",
            "com/fasterxml/jackson/databind/ObjectMapper.class");
  }

  @Test
  void classifiesInAProcessThatHasNothingElseOfOurs(@TempDir Path bundle) throws Exception {
    TinyBundle.create(bundle);
    ByteBuffer jpeg = TestFrames.colour(Color.BLUE, 80, 60).getPayload();
    byte[] picture = new byte[jpeg.remaining()];
    jpeg.get(0, picture);

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                classPathOfACluster(),
                ModelFromJar.class.getName(),
                bundle.toString(),
                HexFormat.of().formatHex(picture))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("label: blue");
  }

  /** The jar, Flink, native libraries and the program; nothing that should come in the jar. */
  private static String classPathOfACluster() {
    return Stream.concat(
            Stream.of(JAR.toString(), Path.of("target", "test-classes").toString()),
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> NOT_OURS.matcher(entry).find()))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void holdsNothingThatLoadsNativeLibrariesAndNothingOfFlink() {
    assertThat(entries)
        .noneMatch(entry -> entry.startsWith("ai/onnxruntime/"))
        .noneMatch(entry -> entry.startsWith("org/bytedeco/"))
        .noneMatch(entry -> entry.startsWith("org/apache/flink/"))
        .noneMatch(entry -> entry.startsWith("org/slf4j/"))
        .noneMatch(entry -> entry.endsWith(".so"));
  }
}
