package io.widthwise.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a bundle was seen or imagined to break is told by a sentence of its own. */
class BundleDamageTest {
  private static final String NARROW = "net_0.25_128_int8.onnx";
  private static final String WIDE = "net_1.0_224_int8.onnx";
  private static final String HASH = Sha256.hex(Variants.graph(0.25));

  @TempDir Path parent;

  @ParameterizedTest
  @MethodSource("damages")
  void isToldWithFileFieldAndWhatWasExpected(Damage damage) throws IOException {
    InvalidBundleException fault = fault(damage, parent.resolve("bundle"));

    assertThat(fault.field().orElse(null)).isEqualTo(damage.field);
    assertThat(fault)
        .hasMessageStartingWith(parent.resolve("bundle").toString())
        .hasMessageContaining(damage.sentence);
  }

  @Test
  void noTwoDamagesAreToldAlike() throws IOException {
    Map<String, Damage> told = new HashMap<>();
    for (Damage damage : damages().toList()) {
      Path directory = parent.resolve(Integer.toString(told.size()));
      String sentence = fault(damage, directory).getMessage().replace(directory.toString(), "");
      Damage other = told.put(sentence, damage);
      assertThat(other).as("told the same as %s: %s", damage, sentence).isNull();
    }
  }

  static Stream<Damage> damages() {
    return Stream.of(
            filesThatAreNotThere(),
            manifestsThatCannotBeRead(),
            versions(),
            fields(),
            values(),
            variantsAgainstEachOther(),
            labels(),
            calibrations())
        .flatMap(List::stream);
  }

  private static List<Damage> filesThatAreNotThere() {
    return List.of(
        new Damage("no directory", null, "does not exist; name the directory", Broken::delete),
        new Damage("a file instead", null, "is a file; name the directory", Broken::becomeFile),
        new Damage(
            "no manifest",
            null,
            "is missing, so this directory is not a model bundle",
            broken -> broken.delete("ladder.json")),
        new Damage(
            "missing graph",
            "variants[1].sha256",
            WIDE + ", field variants[1].sha256: the manifest names this file but it is missing",
            broken -> broken.delete(WIDE)),
        new Damage(
            "directory for a graph",
            "variants[1].sha256",
            "but it is a directory or another thing that is no file",
            broken -> broken.becomeDirectory(WIDE)),
        new Damage(
            "changed graph",
            "variants[0].sha256",
            "the manifest says %s but the file has %s"
                .formatted(HASH, Sha256.hex("other".getBytes(StandardCharsets.UTF_8))),
            broken -> broken.write(NARROW, "other")),
        new Damage(
            "truncated graph",
            "variants[0].sha256",
            "it was changed or copied in part",
            broken -> broken.write(NARROW, "graph of")),
        new Damage(
            "empty graph",
            "variants[0].sha256",
            "the file is empty; copy the bundle again",
            broken -> broken.write(NARROW, "")));
  }

  private static List<Damage> manifestsThatCannotBeRead() {
    return List.of(
        new Damage(
            "no JSON",
            null,
            "is not JSON or was cut short: Unrecognized token",
            broken -> broken.write("ladder.json", "ladder\n")),
        new Damage(
            "truncated manifest",
            null,
            "is not JSON or was cut short: Unexpected end-of-input",
            broken -> broken.edit("\"variants\" : [ {", null)),
        new Damage(
            "text after the manifest",
            null,
            "is not JSON or was cut short: Trailing token",
            broken -> broken.write("ladder.json", broken.read("ladder.json") + "{}")),
        new Damage(
            "field given twice",
            null,
            "Duplicate field 'name'",
            broken -> broken.edit("\"name\" : \"pets\"", "\"name\" : \"pets\", \"name\" : \"a\"")));
  }

  private static List<Damage> versions() {
    String version = "\"formatVersion\" : 2";
    return List.of(
        new Damage(
            "empty manifest",
            "formatVersion",
            "reads format versions 1 to 2 but the bundle has none; make the bundle again",
            broken -> broken.write("ladder.json", "")),
        new Damage(
            "newer version",
            "formatVersion",
            "reads format versions 1 to 2 but the bundle has 3; use the newer release",
            broken -> broken.edit(version, "\"formatVersion\" : 3, \"shape\" : \"new\"")),
        new Damage(
            "version zero",
            "formatVersion",
            "but the bundle has 0; make the bundle again",
            broken -> broken.edit(version, "\"formatVersion\" : 0")),
        new Damage(
            "version in text",
            "formatVersion",
            "but the bundle has \"2\"; make the bundle again",
            broken -> broken.edit(version, "\"formatVersion\" : \"2\"")),
        new Damage(
            "later field in an older version",
            "variants[0].calibration",
            "is unknown to format version 1; write formatVersion 2",
            broken -> broken.edit(version, "\"formatVersion\" : 1")));
  }

  private static List<Damage> fields() {
    return List.of(
        new Damage(
            "unknown field",
            "colour",
            "is unknown to format version 2; known here are [",
            broken -> broken.edit("\"release\"", "\"colour\" : \"red\", \"release\"")),
        new Damage(
            "unknown field of a variant",
            "variants[0].input.colour",
            "known here are [channels, height, layout, name, type, width]",
            broken -> broken.edit("\"layout\"", "\"colour\" : \"RGB\", \"layout\"")),
        new Damage(
            "missing field",
            "variants[0].multiplyAdds",
            "is missing; format version 2 wants every field",
            broken -> broken.edit("\"multiplyAdds\" : 32000000,", "")),
        new Damage(
            "missing calibration",
            "variants[0].calibration",
            "is missing; format version 2 wants every field",
            broken ->
                broken.edit(
                    "\"accuracy\" : null,\n    \"calibration\" : null", "\"accuracy\" : null")),
        new Damage(
            "null for an object",
            "variants[0]",
            "input must not be null",
            broken ->
                broken
                    .edit("\"input\" : {", "\"input\" : null, \"unused\" : {")
                    .edit(
                        "\"unused\" : {\n      \"name\" : \"image\",\n      \"type\" : \"uint8\",\n      \"layout\" : \"NHWC\",\n      \"height\" : 128,\n      \"width\" : 128,\n      \"channels\" : \"RGB\"\n    },",
                        "")),
        new Damage(
            "null for a number",
            "variants[0].parameters",
            "Cannot map `null` into type `long`",
            broken -> broken.edit("\"parameters\" : 1000", "\"parameters\" : null")),
        new Damage(
            "number in text",
            "variants[0].width",
            "Cannot coerce String value",
            broken -> broken.edit("\"width\" : 0.25", "\"width\" : \"0.25\"")),
        new Damage(
            "fraction for a whole number",
            "variants[0].resolution",
            "Cannot coerce Floating-point value",
            broken -> broken.edit("\"resolution\" : 128", "\"resolution\" : 128.5")));
  }

  private static List<Damage> values() {
    return List.of(
        new Damage(
            "blank name",
            null,
            "name must be a text that is not blank",
            broken -> broken.edit("\"name\" : \"pets\"", "\"name\" : \" \"")),
        new Damage(
            "unknown precision",
            "variants[0].precision",
            "'fp16' is not one of the values known: [int8, fp32]",
            broken -> broken.edit("\"precision\" : \"int8\"", "\"precision\" : \"fp16\"")),
        new Damage(
            "unknown fit",
            "variants[0].resize.fit",
            "'pad' is not one of the values known: [stretch, centre-crop]",
            broken -> broken.edit("\"fit\" : \"stretch\"", "\"fit\" : \"pad\"")),
        new Damage(
            "crop share of nothing",
            "variants[0].resize",
            "cropShare must be in (0, 1] but is 0.0",
            broken -> broken.edit("\"cropShare\" : 1.0", "\"cropShare\" : 0.0")),
        new Damage(
            "width above one",
            "variants[0]",
            "width must be in (0, 1] but is 1.25",
            broken -> broken.edit("\"width\" : 0.25", "\"width\" : 1.25")),
        new Damage(
            "input of another size",
            "variants[0]",
            "input must be 128 x 128 pixels as resolution says but is 160 x 128",
            broken -> broken.edit("\"width\" : 128", "\"width\" : 160")),
        new Damage(
            "input of another layout",
            "variants[0].input",
            "layout must be \"NHWC\" in format version 2 but is \"NCHW\"",
            broken -> broken.edit("\"NHWC\"", "\"NCHW\"")),
        new Damage(
            "input of floats",
            "variants[0].input",
            "type must be \"uint8\" in format version 2 but is \"float32\"",
            broken -> broken.edit("\"uint8\"", "\"float32\"")),
        new Damage(
            "channels the other way",
            "variants[0].input",
            "channels must be \"RGB\" in format version 2 but is \"BGR\"",
            broken -> broken.edit("\"RGB\"", "\"BGR\"")),
        new Damage(
            "normalisation outside of the graph",
            "variants[0].normalisation",
            "inGraph must be true",
            broken -> broken.edit("\"inGraph\" : true", "\"inGraph\" : false")),
        new Damage(
            "mean of one channel",
            "variants[0].normalisation",
            "mean must hold three finite numbers",
            broken -> broken.edit("[ 127.5, 127.5, 127.5 ]", "[ 127.5 ]")),
        new Damage(
            "no parameters",
            "variants[0]",
            "parameters must be positive but is 0",
            broken -> broken.edit("\"parameters\" : 1000", "\"parameters\" : 0")),
        new Damage(
            "accuracy in per cent",
            "variants[0].accuracy",
            "top1 must be from 0 to 1 but is 48.4",
            broken -> broken.edit("\"accuracy\" : null", accuracy(48.4, 73.2))),
        new Damage(
            "top five below top one",
            "variants[0].accuracy",
            "top5 must be at least top1 (0.5) but is 0.25",
            broken -> broken.edit("\"accuracy\" : null", accuracy(0.5, 0.25))),
        new Damage(
            "file outside of the directory",
            "variants[0]",
            "file must be a plain file name beside ladder.json",
            broken -> broken.edit("\"" + NARROW, "\"../" + NARROW)),
        new Damage(
            "hash that is none",
            "variants[0]",
            "sha256 must be 64 lower-case hexadecimal digits but is \"b3\"",
            broken -> broken.edit("\"" + HASH, "\"b3")));
  }

  private static List<Damage> variantsAgainstEachOther() {
    return List.of(
        new Damage(
            "no variant",
            null,
            "variants must hold at least one variant and no null",
            broken ->
                broken.write(
                    "ladder.json",
                    broken
                        .read("ladder.json")
                        .replaceAll("(?s)\"variants\" : .*", "\"variants\" : [] }"))),
        new Damage(
            "duplicate variant",
            null,
            "variants names net 1.0@224/int8 twice; leave one out",
            broken ->
                broken
                    .edit("\"width\" : 0.25", "\"width\" : 1.0")
                    .edit("\"resolution\" : 128", "\"resolution\" : 224")
                    .edit("\"height\" : 128", "\"height\" : 224")
                    .edit("\"width\" : 128", "\"width\" : 224")),
        new Damage(
            "one file of two hashes",
            null,
            "net 0.25@128/int8 and net 1.0@224/int8 share the file %s and so must have the same sha256"
                .formatted(WIDE),
            broken -> broken.edit(NARROW, WIDE)),
        new Damage(
            "one file of two widths",
            null,
            "share the file %s and so must have the same width but have 0.25 and 1.0"
                .formatted(WIDE),
            broken -> broken.edit(NARROW, WIDE).edit(HASH, Sha256.hex(Variants.graph(1.0)))),
        new Damage(
            "labels for a graph",
            null,
            "net 0.25@128/int8 names labels.txt for its graph",
            broken -> broken.edit(NARROW, "labels.txt")),
        new Damage(
            "other number of classes",
            null,
            "net 0.25@128/int8 has 1001 classes but labels.count is 3",
            broken -> broken.edit("\"classes\" : 3", "\"classes\" : 1001")));
  }

  private static List<Damage> labels() {
    return List.of(
        new Damage(
            "missing labels",
            "labels.sha256",
            "the manifest names this file but it is missing",
            broken -> broken.delete("labels.txt")),
        new Damage(
            "changed labels",
            "labels.sha256",
            "it was changed or copied in part",
            broken -> broken.write("labels.txt", "cat\ndog\nbird\n")),
        new Damage(
            "manifest for labels",
            null,
            "labels.file must not be the manifest itself",
            broken -> broken.edit("labels.txt", "ladder.json")),
        new Damage(
            "labels count mismatch",
            "labels.count",
            "the manifest says 3 labels but the file has 2 lines",
            broken -> broken.relabel("cat\ndog\n".getBytes(StandardCharsets.UTF_8))),
        new Damage(
            "blank label",
            null,
            "line 2 is blank",
            broken -> broken.relabel("cat\n\ndog\n".getBytes(StandardCharsets.UTF_8))),
        new Damage(
            "labels of another encoding",
            null,
            "is not UTF-8 text",
            broken -> broken.relabel("cat\ndog\ncafé\n".getBytes(StandardCharsets.ISO_8859_1))));
  }

  private static List<Damage> calibrations() {
    return List.of(
        new Damage(
            "temperature of zero",
            "variants[0].calibration",
            "temperature must be a finite number above 0 but is 0.0",
            broken -> broken.calibrate("0.0", "0.01", "5", "\"x\"")),
        new Damage(
            "calibration error in per cent",
            "variants[0].calibration",
            "ece must be from 0 to 1 but is 1.5",
            broken -> broken.calibrate("1.1", "1.5", "5", "\"x\"")),
        new Damage(
            "calibrated on nothing",
            "variants[0].calibration",
            "images must be positive but is 0",
            broken -> broken.calibrate("1.1", "0.01", "0", "\"x\"")),
        new Damage(
            "calibrated on nobody knows what",
            "variants[0].calibration",
            "dataset must be a text that is not blank",
            broken -> broken.calibrate("1.1", "0.01", "5", "\"\"")));
  }

  private static String accuracy(double top1, double top5) {
    return "\"accuracy\" : { \"top1\" : %s, \"top5\" : %s, \"images\" : 250, \"dataset\" : \"x\" }"
        .formatted(top1, top5);
  }

  private static InvalidBundleException fault(Damage damage, Path directory) throws IOException {
    new BundleWriter(directory)
        .write(
            "pets",
            "2026-01",
            Variants.LABELS,
            List.of(Variants.rung(0.25, 128), Variants.rung(1.0, 224)));
    damage.act.on(new Broken(directory));
    InvalidBundleException fault =
        catchThrowableOfType(InvalidBundleException.class, () -> LadderBundle.open(directory));
    assertThat(fault).as(damage.name).isNotNull();
    return fault;
  }

  /** A way to break a good bundle and what is said of it then. */
  record Damage(String name, String field, String sentence, Act act) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Breaks a bundle. */
  interface Act {
    void on(Broken bundle) throws IOException;
  }
}
