package io.widthwise.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.testing.TinyBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SigningCommandsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aBundleIsSignedAndVerifiedAndAnAlteredOneIsTold() throws IOException {
    Path bundle = folder.resolve("bundle");
    TinyBundle.create(bundle);
    Path key = folder.resolve("fleet.key");
    Path publicKey = folder.resolve("fleet.key.pub");

    assertThat(run("keygen", "--out", key)).isZero();
    assertThat(run("verify", bundle, "--key", publicKey)).isEqualTo(1);
    assertThat(err.toString()).contains("is not signed");
    assertThat(run("sign", bundle, "--key", key)).isZero();
    assertThat(run("verify", bundle, "--key", publicKey)).isZero();
    assertThat(out.toString()).contains("is as it was signed");

    Files.writeString(bundle.resolve("extra"), "x");
    assertThat(run("verify", bundle, "--key", publicKey)).isEqualTo(1);
    assertThat(err.toString()).contains("extra: was added after the bundle was signed");
    assertThat(out.toString() + err).doesNotContain(Files.readAllLines(key).get(1));
  }

  private int run(Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return new CommandLine(new ModelsCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(texts);
  }
}
