package io.widthwise.schemas.codec;

import io.widthwise.schemas.Canary;
import io.widthwise.schemas.CaptureClock;
import io.widthwise.schemas.ConsideredRung;
import io.widthwise.schemas.Decision;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.Variant;
import io.widthwise.schemas.Verdict;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any record that a topic can carry, odd ones included. */
final class Records {
  private Records() {}

  static Arbitrary<Frame> frames() {
    var identity = Combinators.combine(text(), text(), Arbitraries.longs(), instants());
    Arbitrary<Frame.Builder> builders =
        identity.as(
            (frameId, cameraId, sequence, captured) ->
                Frame.newBuilder()
                    .setFrameId(frameId)
                    .setCameraId(cameraId)
                    .setSequence(sequence)
                    .setCaptureTime(captured));
    Arbitrary<ByteBuffer> payloads =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(ByteBuffer::wrap);
    return Combinators.combine(
            builders,
            Arbitraries.of(FrameEncoding.class),
            Arbitraries.integers(),
            payloads,
            Arbitraries.integers().injectNull(0.3),
            attributes())
        .as(
            (builder, encoding, size, payload, budget, attributes) ->
                builder
                    .setEncoding(encoding)
                    .setWidth(size)
                    .setHeight(~size)
                    .setPayload(payload)
                    .setLatencyBudgetMillis(budget)
                    .setPriority(size / 3)
                    .setAttributes(attributes)
                    .build());
  }

  static Arbitrary<FrameResult> results() {
    var outcomes =
        Combinators.combine(
                text(),
                Arbitraries.of(Outcome.class),
                text().injectNull(0.3),
                labels(),
                variants().injectNull(0.3))
            .as(
                (text, outcome, reason, topK, variant) ->
                    FrameResult.newBuilder()
                        .setFrameId(text)
                        .setCameraId(text)
                        .setSequence(text.length())
                        .setOutcome(outcome)
                        .setReason(reason)
                        .setTopK(topK)
                        .setVariant(variant));
    return Combinators.combine(
            outcomes,
            instants(),
            Arbitraries.of(CaptureClock.class),
            timings(),
            attributes(),
            decisions().injectNull(0.5))
        .as(
            (builder, time, clock, timings, attributes, decision) ->
                builder
                    .setCaptureTime(time)
                    .setDeadline(timings.getFinished())
                    .setCaptureClock(clock)
                    .setTimings(timings)
                    .setDecision(decision)
                    .setAttributes(attributes)
                    .build());
  }

  static Arbitrary<ModelRelease> releases() {
    return Combinators.combine(
            text(),
            text(),
            text(),
            text(),
            instants(),
            text().injectNull(0.3),
            canaries().injectNull(0.5))
        .as(
            (family, release, uri, sha256, published, note, canary) ->
                ModelRelease.newBuilder()
                    .setFamily(family)
                    .setRelease(release)
                    .setBundleUri(uri)
                    .setLadderSha256(sha256)
                    .setPublishedTime(published)
                    .setNote(note)
                    .setCanary(canary)
                    .build());
  }

  private static Arbitrary<Canary> canaries() {
    return Combinators.combine(
            Arbitraries.doubles().injectNull(0.3),
            text().injectNull(0.3),
            Arbitraries.integers().injectNull(0.3),
            Arbitraries.longs().injectNull(0.3))
        .as(Canary::new);
  }

  private static Arbitrary<List<Label>> labels() {
    return Combinators.combine(Arbitraries.integers(), text(), Arbitraries.floats())
        .as(Label::new)
        .list()
        .ofMaxSize(5);
  }

  private static Arbitrary<Variant> variants() {
    return Combinators.combine(
            text(), Arbitraries.doubles(), Arbitraries.integers(), text(), text())
        .as(Variant::new);
  }

  private static Arbitrary<Decision> decisions() {
    var rungs =
        Combinators.combine(text(), Arbitraries.longs(), Arbitraries.of(Verdict.class))
            .as(ConsideredRung::new)
            .list()
            .ofMaxSize(4);
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.doubles().injectNull(0.3),
            Arbitraries.integers().injectNull(0.3),
            rungs)
        .as(
            (micros, share, count, considered) ->
                new Decision(micros, ~micros, micros / 3, share, count, count, share, considered));
  }

  private static Arbitrary<Timings> timings() {
    return Combinators.combine(
            instants(),
            instants(),
            instants().injectNull(0.3),
            instants().injectNull(0.3),
            instants())
        .as(Timings::new);
  }

  private static Arbitrary<Map<String, String>> attributes() {
    return Arbitraries.maps(text(), text()).ofMaxSize(4);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .withChars('a', '/', '\u0000', 'é', '中')
        .ofMaxLength(20)
        .map(text -> text.replace("中a", "🎥"));
  }

  /** Every time that microseconds in a long can tell. */
  private static Arbitrary<Instant> instants() {
    return Arbitraries.longs().map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
