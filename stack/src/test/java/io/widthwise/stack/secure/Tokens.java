package io.widthwise.stack.secure;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** An issuer of signed tokens, as an identity provider would be one. */
final class Tokens {
  static final String ISSUER = "https://identity.test";
  static final String AUDIENCE = "kafka";

  private final KeyPair pair;

  Tokens() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    pair = generator.generateKeyPair();
  }

  /** The public key as a JSON Web Key Set. */
  String keySet() {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"k\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(base64(unsigned(key.getModulus())), base64(unsigned(key.getPublicExponent())));
  }

  /** A token of {@code subject}. */
  String issue(String subject, Instant expires) throws GeneralSecurityException {
    String head = base64("{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}");
    String body =
        base64(
            "{\"sub\":\"%s\",\"iss\":\"%s\",\"aud\":\"%s\",\"scope\":\"kafka\",\"iat\":%d,\"exp\":%d}"
                .formatted(
                    subject,
                    ISSUER,
                    AUDIENCE,
                    expires.getEpochSecond() - 600,
                    expires.getEpochSecond()));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update((head + "." + body).getBytes(StandardCharsets.US_ASCII));
    return head + "." + body + "." + base64(signature.sign());
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
