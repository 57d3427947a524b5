package io.widthwise.models.pull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What identifies a file's bytes.
 *
 * @param size in bytes
 * @param sha256 SHA-256 (FIPS 180-4)
 * @param gitBlobId git's name for it: SHA-1 of {@code "blob <size>\0"} and the bytes
 */
record FileDigest(long size, String sha256, String gitBlobId) {
  private static final int BUFFER = 1 << 16;

  static FileDigest of(Path file) throws IOException {
    MessageDigest sha256 = digest("SHA-256");
    MessageDigest blob = digest("SHA-1");
    long size = Files.size(file);
    blob.update("blob %d\0".formatted(size).getBytes(StandardCharsets.US_ASCII));
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        sha256.update(buffer, 0, count);
        blob.update(buffer, 0, count);
      }
    }
    HexFormat hex = HexFormat.of();
    return new FileDigest(size, hex.formatHex(sha256.digest()), hex.formatHex(blob.digest()));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must offer " + algorithm, e);
    }
  }
}
