package io.widthwise.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.ReleaseStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the schemas to what was released: no change without a version, no version unreadable. */
class SchemaReleaseTest {
  private static final Path HISTORY =
      Path.of("src/main/resources/io/widthwise/schemas/codec/history");

  /** Where a person who releases a version finds its one self-contained schema. */
  private static final Path TO_RELEASE = Path.of("target/released");

  /**
   * A released version.
   *
   * @param name record and version
   * @param fingerprint CRC-64-AVRO of the schema as it stands in a message's header
   * @param current the schema that the generated record was made from
   */
  record Release(String name, String fingerprint, Schema current) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Release> current() {
    return Stream.of(
        new Release("Frame.v1", "1853d338d5bbcdbd", Frame.getClassSchema()),
        new Release("FrameResult.v2", "c180096e9eb9b753", FrameResult.getClassSchema()),
        new Release("ModelRelease.v2", "a498387bca9d8b16", ModelRelease.getClassSchema()),
        new Release("ReleaseStatus.v0", "d8cf9277ce1951dc", ReleaseStatus.getClassSchema()));
  }

  static Stream<Release> older() {
    return Stream.of(
        new Release("Frame.v0", "3821cdbc2757cf99", Frame.getClassSchema()),
        new Release("FrameResult.v0", "872b07130263a01a", FrameResult.getClassSchema()),
        new Release("FrameResult.v1", "51679f30395bff32", FrameResult.getClassSchema()),
        new Release("ModelRelease.v0", "43acf58677706ccd", ModelRelease.getClassSchema()),
        new Release("ModelRelease.v1", "2612e085fc32427f", ModelRelease.getClassSchema()));
  }

  @ParameterizedTest
  @MethodSource("current")
  void aChangedSchemaIsANewVersion(Release release) throws Exception {
    assertThat(fingerprint(release.current()))
        .as(
            "the fields of %1$s changed, so messages on the topics can no longer be read unless its old schema is"
                + " kept: move released/%1$s.avsc of the test resources to history/ of the main resources, name it"
                + " in Codecs, list it under older() here, then release the next version"
                + " (see 'Releasing a schema version' in schemas/README.md)",
            release.name())
        .isEqualTo(release.fingerprint());
  }

  /** The fingerprint leaves out defaults and logical types; readers do not. */
  @ParameterizedTest
  @MethodSource("current")
  void defaultsAndLogicalTypesOfAReleasedVersionStay(Release release) throws IOException {
    Schema current = plain(release.current());
    Files.createDirectories(TO_RELEASE);
    Files.writeString(TO_RELEASE.resolve(release.name() + ".avsc"), current.toString(true) + "\n");
    assertThat(current)
        .as(
            "a default, logical type or alias of %s changed: old messages would silently mean something else;"
                + " add a field instead",
            release.name())
        .isEqualTo(Resources.schema("released/" + release.name()));
  }

  @ParameterizedTest
  @MethodSource("older")
  void olderVersionsAreFrozen(Release release) throws Exception {
    assertThat(fingerprint(Resources.schema("history/" + release.name())))
        .as("history/%s.avsc is released and must never change", release.name())
        .isEqualTo(release.fingerprint());
  }

  @ParameterizedTest
  @MethodSource("older")
  void olderVersionsAreReadable(Release release) {
    var result =
        SchemaCompatibility.checkReaderWriterCompatibility(
            release.current(), Resources.schema("history/" + release.name()));
    assertThat(result.getType())
        .as(result.getDescription())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  /** For readers that know an older version and are given the writer's schema. */
  @ParameterizedTest
  @MethodSource("older")
  void olderReadersCanResolveWhatIsWrittenNow(Release release) {
    var result =
        SchemaCompatibility.checkReaderWriterCompatibility(
            Resources.schema("history/" + release.name()), release.current());
    assertThat(result.getType())
        .as(result.getDescription())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  @ParameterizedTest
  @MethodSource({"current", "older"})
  void everyVersionHasGoldenBytesThatItsCodecReads(Release release) throws Exception {
    byte[] message = Resources.golden(release.name());
    assertThat(HexFormat.of().formatHex(message, 2, 10)).isEqualTo(release.fingerprint());
    assertThat(codec(release).decode(message)).isNotNull();
  }

  @Test
  void everyFileOfTheHistoryIsListedHere() throws IOException {
    try (Stream<Path> files = Files.list(HISTORY)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              older().map(release -> release.name() + ".avsc").toList());
    }
  }

  private static SingleObjectCodec<?> codec(Release release) {
    return switch (release.current().getName()) {
      case "Frame" -> Codecs.frame();
      case "FrameResult" -> Codecs.frameResult();
      case "ReleaseStatus" -> Codecs.releaseStatus();
      default -> Codecs.modelRelease();
    };
  }

  private static String fingerprint(Schema schema) throws Exception {
    return HexFormat.of().formatHex(SchemaNormalization.parsingFingerprint("CRC-64-AVRO", schema));
  }

  /** Without the hint that strings are java.lang.String, which only the generated records have. */
  private static Schema plain(Schema schema) {
    String json = schema.toString().replaceAll(",\"avro.java.string\":\"String\"", "");
    return new SchemaParser().parse(json).mainSchema();
  }
}
