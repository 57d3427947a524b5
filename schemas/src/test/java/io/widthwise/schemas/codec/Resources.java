package io.widthwise.schemas.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/** Frozen files of the wire format. */
final class Resources {
  private Resources() {}

  /** The message in {@code golden/NAME.hex}. */
  static byte[] golden(String name) {
    return HexFormat.of().parseHex(text("golden/" + name + ".hex").replaceAll("\\s", ""));
  }

  /**
   * A schema version that was released: {@code released/NAME.avsc} or {@code history/NAME.avsc}.
   */
  static Schema schema(String path) {
    return new SchemaParser().parse(text(path + ".avsc")).mainSchema();
  }

  private static String text(String path) {
    try (InputStream in = Resources.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no test resource " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
