package io.widthwise.bench.league;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.bench.simulate.LadderProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LaddersTest {
  @TempDir private Path folder;

  static List<String> builtIn() {
    return Ladders.BUILT_IN;
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void holdsLaddersOfItsOwn(String name) throws IOException {
    LadderProfile ladder = Ladders.find(name);
    assertThat(ladder.name()).isEqualTo(name);
    assertThat(ladder.rungs()).hasSizeGreaterThan(1);
    assertThat(ladder.rungs())
        .allMatch(rung -> rung.variant().endsWith(name.substring(name.indexOf('-') + 1)));
  }

  @Test
  void saysWhereAProfileIsWrong() {
    assertFault("{\"name\": \"x\", \"rungs\": []}", "profile.json", "decodeMicros");
    assertFault(
        """
        {"name": "x", "decodeMicros": 1,
         "rungs": [{"variant": "a", "accuracy": 2, "inferenceMicros": 3}]}
        """,
        "line 2",
        "rungs[0]",
        "accuracy must be in (0, 1]");
    assertFault("{\"name\": \"x\", \"decodeMicros\": 1, \"rung\": []}", "rung", "a profile is");
    assertFault("no json", "profile.json, line 1");
  }

  private void assertFault(String text, String... parts) {
    assertThatThrownBy(
            () -> Ladders.find(Files.writeString(folder.resolve("profile.json"), text).toString()))
        .as(text)
        .isInstanceOf(IOException.class)
        .message()
        .contains(parts);
  }
}
