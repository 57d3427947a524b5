package io.widthwise.stack.secure;

import io.widthwise.stack.StackException;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues the certificates of a stack on one machine; trusted by nobody else. */
final class CertificateAuthority {
  private static final X500Name NAME = new X500Name("CN=widthwise local authority");
  private static final Duration VALID = Duration.ofDays(365);
  private static final Duration BACKDATED = Duration.ofHours(1);

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final SecureRandom random = new SecureRandom();

  private CertificateAuthority(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * The authority of a folder, made where there is none yet.
   *
   * @throws StackException if its files cannot be read or written
   */
  static CertificateAuthority in(Path folder) {
    Path certificateFile = folder.resolve("ca.pem");
    Path keyFile = folder.resolve("ca.key.pem");
    try {
      if (Files.exists(keyFile) && Files.exists(certificateFile)) {
        return new CertificateAuthority(readCertificate(certificateFile), readKey(keyFile));
      }
      KeyPair pair = newKey();
      X509v3CertificateBuilder builder = builder(NAME, pair, new SecureRandom());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      X509Certificate certificate = sign(builder, pair.getPrivate());
      PrivateFiles.write(keyFile, pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
      PrivateFiles.write(certificateFile, pem(certificate));
      return new CertificateAuthority(certificate, pair.getPrivate());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new StackException(
          "cannot make certificates in %s: %s; delete the folder to begin anew"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /**
   * Issues a certificate for {@code CN=name}, good for servers and clients on this machine's
   * loopback address.
   *
   * @return key, certificate and the authority's certificate as PEM
   */
  String issue(String name) {
    try {
      KeyPair pair = newKey();
      X509v3CertificateBuilder builder = builder(new X500Name("CN=" + name), pair, random);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.dNSName, "localhost")
              }));
      return pem(new JcaPKCS8Generator(pair.getPrivate(), null))
          + pem(sign(builder, key))
          + pem(certificate);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new StackException(
          "cannot issue a certificate for %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(
      X500Name subject, KeyPair pair, SecureRandom random) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        NAME,
        new BigInteger(120, random),
        Date.from(now.minus(BACKDATED)),
        Date.from(now.plus(VALID)),
        subject,
        pair.getPublic());
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private static X509Certificate readCertificate(Path file)
      throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static PrivateKey readKey(Path file) throws IOException {
    try (PEMParser parser = new PEMParser(Files.newBufferedReader(file))) {
      return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
    }
  }
}
