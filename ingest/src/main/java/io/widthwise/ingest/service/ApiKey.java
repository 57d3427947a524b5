package io.widthwise.ingest.service;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A key with which a robot may post frames. Only its SHA-256 is kept: keys are random and long, so
 * a slow hash would protect them no better, and would cost time with each frame.
 *
 * @param id name of the key in logs and in the configuration
 * @param sha256 hash of the key, lower-case hexadecimal
 * @param cameras ids of the cameras that it may send for; {@code *} stands for any characters
 */
public record ApiKey(String id, String sha256, List<String> cameras) {
  /** Shortest key taken, characters; what {@link #generate} makes has 43. */
  public static final int MIN_CHARS = 32;

  private static final int RANDOM_BYTES = 32;

  public ApiKey {
    cameras = List.copyOf(cameras);
  }

  /** Returns a new key: 256 random bits. */
  public static String generate() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Returns what the configuration holds of {@code key}. */
  public static String hash(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether {@code key} is this key; takes the same time whatever differs. */
  public boolean matches(String key) {
    return MessageDigest.isEqual(
        hash(key).getBytes(StandardCharsets.US_ASCII), sha256.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether it may send frames of {@code cameraId}. */
  public boolean allows(String cameraId) {
    return cameras.stream().anyMatch(glob -> globMatches(glob, cameraId));
  }

  private static boolean globMatches(String glob, String text) {
    String pattern =
        Pattern.compile("\\*")
            .splitAsStream(glob + "\0")
            .map(part -> part.replace("\0", ""))
            .map(part -> part.isEmpty() ? "" : Pattern.quote(part))
            .reduce((left, right) -> left + ".*" + right)
            .orElse("");
    return text.matches(pattern);
  }
}
