package io.widthwise.inference.signing;

import io.widthwise.inference.bundle.LadderBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The signature of a bundle: the file {@value #FILE} beside {@code ladder.json}, with the hash of
 * every other file of the directory and an Ed25519 signature (RFC 8032) over them. {@code
 * docs/bundle.md} has the format.
 */
public final class BundleSignature {
  /** Name of the file. */
  public static final String FILE = "bundle.sig";

  private static final Pattern SIGNATURE = Pattern.compile("-- ed25519 (\\S+)");

  private BundleSignature() {}

  /**
   * Signs the bundle in {@code directory}, after holding its files against its manifest.
   *
   * @param privateKey PEM file with the private key
   */
  public static void sign(Path directory, Path privateKey) throws IOException {
    LadderBundle.open(directory);
    PrivateKey key = KeyFiles.readPrivate(privateKey);
    String text = FileHashes.of(directory).text();
    try {
      Signature signature = Signature.getInstance(KeyFiles.ALGORITHM);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      Files.writeString(
          directory.resolve(FILE),
          "%s-- ed25519 %s\n"
              .formatted(text, Base64.getEncoder().encodeToString(signature.sign())));
    } catch (GeneralSecurityException e) {
      throw new SignatureException(privateKey, "cannot sign with this key", e);
    }
  }

  /**
   * Holds a bundle against the keys that are trusted.
   *
   * @return the key that it was signed with
   * @throws SignatureException if it is unsigned, signed with another key, or a file was altered,
   *     removed or added since
   */
  public static BundleKey verify(Path directory, List<BundleKey> trusted) throws IOException {
    Signed signed = read(directory, trusted);
    signed.hashes().requireSame(directory, FileHashes.of(directory));
    return signed.key();
  }

  /**
   * Opens a bundle, and only if one of the trusted keys signed it; any bundle if there are none.
   *
   * @throws SignatureException as {@link #verify}
   */
  public static LadderBundle open(Path directory, List<BundleKey> trusted) throws IOException {
    if (trusted.isEmpty()) {
      return LadderBundle.open(directory);
    }
    Signed signed = read(directory, trusted);
    signed.hashes().requireSame(directory, FileHashes.of(directory));
    LadderBundle bundle = LadderBundle.open(directory);
    // What was opened may be younger than what was verified; its manifest's hash stands for it all.
    if (!bundle.ladderSha256().equals(signed.hashes().byName().get(LadderBundle.MANIFEST))) {
      throw new SignatureException(
          directory.resolve(LadderBundle.MANIFEST), "was altered while the bundle was opened");
    }
    return bundle;
  }

  /**
   * Returns the names of the files that a signature vouches for.
   *
   * @param directory holds the signature, and perhaps nothing else yet
   */
  public static Set<String> files(Path directory, List<BundleKey> trusted) throws IOException {
    return Set.copyOf(read(directory, trusted).hashes().byName().keySet());
  }

  private record Signed(FileHashes hashes, BundleKey key) {}

  private static Signed read(Path directory, List<BundleKey> trusted) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new SignatureException(
          directory,
          "the bundle is not signed (no %s); sign it with 'widthwise models sign'".formatted(FILE));
    }
    String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    int at = all.lastIndexOf("\n-- ") + 1;
    Matcher matcher = SIGNATURE.matcher(all.substring(at).strip());
    if (at == 0 || !matcher.matches()) {
      throw new SignatureException(
          file, "ends in no signature; it was cut short or is of another version");
    }
    String text = all.substring(0, at);
    BundleKey key = signer(file, text, matcher.group(1), trusted);
    return new Signed(FileHashes.parse(file, text), key);
  }

  private static BundleKey signer(Path file, String text, String base64, List<BundleKey> trusted)
      throws SignatureException {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      for (BundleKey key : trusted) {
        if (isBy(key, text, bytes)) {
          return key;
        }
      }
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new SignatureException(file, "holds something else than a signature", e);
    }
    throw new SignatureException(
        file,
        "the signature is by no key that is trusted (%s), or the list of hashes was altered"
            .formatted(trusted.stream().map(BundleKey::id).collect(Collectors.joining(", "))));
  }

  private static boolean isBy(BundleKey key, String text, byte[] bytes)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(KeyFiles.ALGORITHM);
    signature.initVerify(key.key());
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    return signature.verify(bytes);
  }
}
