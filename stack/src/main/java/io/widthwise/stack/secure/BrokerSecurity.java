package io.widthwise.stack.secure;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.stack.Ports;
import io.widthwise.stack.StackException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * TLS, authentication and authorisation of a broker on one machine. Clients come over SASL with
 * SCRAM, or over mutual TLS on a second port; the broker's talk with itself is mutual TLS. The
 * folder holds, for its owner only, the authority, a certificate for each principal and two files
 * for its clients: {@code NAME.properties} for SCRAM and {@code NAME.mtls.properties}.
 *
 * @param folder where the files are
 * @param mutualTlsPort port for clients that show a certificate
 */
public record BrokerSecurity(Path folder, int mutualTlsPort) {
  static final String MECHANISM = "SCRAM-SHA-512";
  private static final String BROKER = "broker";
  private static final int PASSWORD_BYTES = 24;

  /**
   * Makes the folder, or goes on with what is in it.
   *
   * @throws StackException if it cannot be written
   */
  public static BrokerSecurity in(Path folder) {
    BrokerSecurity security =
        new BrokerSecurity(folder.toAbsolutePath().normalize(), Ports.free(1).get(0));
    try {
      PrivateFiles.createFolder(security.folder);
    } catch (IOException e) {
      throw cannotWrite(security.folder, e);
    }
    security.writeCertificate(BROKER);
    for (Role role : Role.values()) {
      if (role != Role.CAMERA) {
        security.addPrincipal(role.text());
      }
    }
    return security;
  }

  /**
   * Makes certificate and client files for {@code User:name}, which the broker does not know yet. A
   * password that is there already stays.
   */
  public void addPrincipal(String name) {
    writeCertificate(name);
    String password = Files.exists(clientFile(name)) ? password(name) : newPassword();
    Map<String, String> scram = new LinkedHashMap<>();
    scram.put("security.protocol", "SASL_SSL");
    putTrust(scram);
    scram.put("sasl.mechanism", MECHANISM);
    scram.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(name, password));
    write(clientFile(name), scram);
    Map<String, String> mutual = new LinkedHashMap<>();
    mutual.put("bootstrap.servers", "127.0.0.1:" + mutualTlsPort);
    mutual.put("security.protocol", "SSL");
    putTrust(mutual);
    mutual.put("ssl.keystore.type", "PEM");
    mutual.put("ssl.keystore.location", certificateFile(name).toString());
    write(mutualTlsFile(name), mutual);
  }

  /** File of a client that logs in as {@code name} with a password. */
  public Path clientFile(String name) {
    return folder.resolve(name + ".properties");
  }

  /** File of a client that logs in as {@code name} with a certificate. */
  public Path mutualTlsFile(String name) {
    return folder.resolve(name + ".mtls.properties");
  }

  /** Certificate of the authority that issued all others. */
  public Path authorityFile() {
    return folder.resolve("ca.pem");
  }

  private Path certificateFile(String name) {
    return folder.resolve(name + ".pem");
  }

  /** The operator by its certificate, which needs no password that the broker must know first. */
  public KafkaAccess operator() {
    return KafkaAccess.of(
        "127.0.0.1:" + mutualTlsPort, Optional.of(mutualTlsFile(Role.OPERATOR.text())));
  }

  /** The broker's properties beside the usual ones; they name files, and no secret. */
  public Map<String, String> brokerProperties(int port, int controllerPort) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(
        "listeners",
        "CLIENT://127.0.0.1:%d,MUTUAL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(port, mutualTlsPort, controllerPort));
    properties.put(
        "advertised.listeners",
        "CLIENT://127.0.0.1:%d,MUTUAL://127.0.0.1:%d".formatted(port, mutualTlsPort));
    properties.put("inter.broker.listener.name", "MUTUAL");
    properties.put("listener.security.protocol.map", "CLIENT:SASL_SSL,MUTUAL:SSL,CONTROLLER:SSL");
    properties.put("sasl.enabled.mechanisms", MECHANISM);
    properties.put(
        "listener.name.client.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    putTrust(properties);
    properties.put("ssl.keystore.type", "PEM");
    properties.put("ssl.keystore.location", certificateFile(BROKER).toString());
    properties.put("ssl.client.auth", "required");
    properties.put("listener.name.client.ssl.client.auth", "none");
    properties.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/,DEFAULT");
    properties.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    properties.put("super.users", "User:%s;User:%s".formatted(BROKER, Role.OPERATOR.text()));
    properties.put("allow.everyone.if.no.acl.found", "false");
    return properties;
  }

  /** The password of {@code name}, which the broker must be told. */
  String password(String name) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(clientFile(name))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new StackException("cannot read %s: %s".formatted(clientFile(name), e.getMessage()), e);
    }
    String login = properties.getProperty("sasl.jaas.config", "");
    int start = login.indexOf("password=\"") + "password=\"".length();
    return login.substring(start, login.indexOf('"', start));
  }

  private void writeCertificate(String name) {
    if (!Files.exists(certificateFile(name))) {
      try {
        PrivateFiles.write(certificateFile(name), CertificateAuthority.in(folder).issue(name));
      } catch (IOException e) {
        throw cannotWrite(certificateFile(name), e);
      }
    }
  }

  private void putTrust(Map<String, String> properties) {
    properties.put("ssl.truststore.type", "PEM");
    properties.put("ssl.truststore.location", authorityFile().toString());
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void write(Path file, Map<String, String> properties) {
    StringBuilder text = new StringBuilder();
    properties.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      PrivateFiles.write(file, text.toString());
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static StackException cannotWrite(Path file, IOException e) {
    return new StackException("cannot write %s: %s".formatted(file, e.getMessage()), e);
  }
}
