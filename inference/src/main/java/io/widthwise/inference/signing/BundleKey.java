package io.widthwise.inference.signing;

import io.widthwise.inference.bundle.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** A public key whose bundles are trusted. */
public final class BundleKey {
  private static final int ID_DIGITS = 16;
  private static final int LONGEST_FILE = 10_000;

  private final PublicKey key;

  BundleKey(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads a public key.
   *
   * @param text path of a PEM file, or the key itself as {@link #inline} writes it
   * @throws SignatureException if it is neither
   */
  public static BundleKey parse(String text) throws IOException {
    Path file = file(text);
    String pem = file == null ? text : Files.readString(file, StandardCharsets.US_ASCII);
    if (pem.contains("-----BEGIN " + KeyFiles.PRIVATE)) {
      throw new SignatureException(
          "%s is a private key, which must never be handed to a job; give the public one, FILE.pub"
              .formatted(file == null ? "what was given" : file),
          null);
    }
    try {
      byte[] encoded =
          pem.contains("-----BEGIN ")
              ? KeyFiles.body(KeyFiles.PUBLIC, pem)
              : Base64.getDecoder().decode(pem.strip());
      return new BundleKey(
          KeyFactory.getInstance(KeyFiles.ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SignatureException(
          file == null
              ? "'%s' is neither a file nor an Ed25519 public key; 'widthwise models keygen' makes a pair"
                  .formatted(text)
              : file + ": holds no Ed25519 public key; 'widthwise models keygen' makes a pair",
          e);
    }
  }

  private static Path file(String text) throws IOException {
    try {
      Path file = Path.of(text);
      if (!Files.isRegularFile(file)) {
        return null;
      }
      if (Files.size(file) > LONGEST_FILE) {
        throw new SignatureException(file, "is far too long for a public key");
      }
      return file;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Returns the key in one line: its {@code SubjectPublicKeyInfo} in base64. */
  public String inline() {
    return Base64.getEncoder().encodeToString(encoded());
  }

  /** Returns the start of the SHA-256 of its {@code SubjectPublicKeyInfo}, for people. */
  public String id() {
    return Sha256.hex(encoded()).substring(0, ID_DIGITS);
  }

  byte[] encoded() {
    return key.getEncoded();
  }

  PublicKey key() {
    return key;
  }
}
