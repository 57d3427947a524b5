package io.widthwise.schemas.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuarantinedPayloadTest {
  private static final byte[] VALUE = "abc".getBytes(StandardCharsets.UTF_8);

  @Test
  void keepsEveryByteAndSaysNothing() {
    assertThat(QuarantinedPayload.KEEP.valueOf(VALUE)).isSameAs(VALUE);
    assertThat(QuarantinedPayload.KEEP.headersOf(VALUE)).isEmpty();
  }

  @Test
  void dropsEverythingButTheSize() {
    assertThat(QuarantinedPayload.DROP.valueOf(VALUE)).isNull();
    assertThat(QuarantinedPayload.DROP.headersOf(VALUE))
        .containsEntry("quarantine.payload", "drop")
        .containsEntry("quarantine.payload.bytes", "3")
        .hasSize(2);
  }

  /** The hash is the first example of FIPS 180. */
  @Test
  void hashesInPlaceOfTheValue() {
    assertThat(QuarantinedPayload.HASH.valueOf(VALUE)).isNull();
    assertThat(QuarantinedPayload.HASH.headersOf(VALUE))
        .containsEntry("quarantine.payload", "hash")
        .containsEntry(
            "quarantine.payload.sha256",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aMessageWithoutAValueHasNothingToHide() {
    assertThat(QuarantinedPayload.HASH.headersOf(null)).isEmpty();
  }

  @Test
  void readsItsOptionAndNamesWhatItMayBe() {
    assertThat(QuarantinedPayload.of("hash")).isEqualTo(QuarantinedPayload.HASH);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuarantinedPayload.of("burn"))
        .withMessageContaining("keep")
        .withMessageContaining("'burn'");
  }
}
