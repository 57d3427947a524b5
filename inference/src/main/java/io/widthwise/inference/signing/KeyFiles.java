package io.widthwise.inference.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/**
 * Ed25519 key pairs in PEM files, as OpenSSL writes them: PKCS #8 for the private key, {@code
 * SubjectPublicKeyInfo} for the public one.
 */
public final class KeyFiles {
  static final String ALGORITHM = "Ed25519";
  static final String PRIVATE = "PRIVATE KEY";
  static final String PUBLIC = "PUBLIC KEY";

  private KeyFiles() {}

  /**
   * Makes a key pair: {@code file} with the private key, readable by its owner alone, and beside it
   * {@code file.pub} with the public key.
   *
   * @return the public key
   * @throws IOException if one of the files is there already or cannot be written
   */
  public static BundleKey generate(Path file) throws IOException {
    KeyPair pair;
    try {
      pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform since 15 must offer Ed25519", e);
    }
    BundleKey key = new BundleKey(pair.getPublic());
    Path publicFile = publicFile(file);
    for (Path each : new Path[] {file, publicFile}) {
      if (Files.exists(each)) {
        throw new SignatureException(
            each, "is there already and a key is never overwritten; name another file");
      }
    }
    // Created with its permissions, so that it is never readable by others, not even at first.
    Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file))
        .close();
    Files.writeString(file, pem(PRIVATE, pair.getPrivate().getEncoded()));
    Files.writeString(publicFile, pem(PUBLIC, key.encoded()), StandardOpenOption.CREATE_NEW);
    return key;
  }

  /** Returns where {@link #generate} puts the public key. */
  public static Path publicFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  /**
   * Reads a private key.
   *
   * @throws SignatureException if the file holds none
   */
  static PrivateKey readPrivate(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePrivate(new PKCS8EncodedKeySpec(body(PRIVATE, text)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without the cause, whose message might quote what was read.
      throw new SignatureException(
          file, "holds no Ed25519 private key in PEM form; 'widthwise models keygen' makes one");
    }
  }

  static byte[] body(String kind, String pem) {
    String begin = "-----BEGIN " + kind + "-----";
    String end = "-----END " + kind + "-----";
    int from = pem.indexOf(begin);
    int to = pem.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no " + begin);
    }
    return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
  }

  private static String pem(String kind, byte[] encoded) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded));
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    boolean posix =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
            && file.getFileSystem().equals(FileSystems.getDefault());
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
