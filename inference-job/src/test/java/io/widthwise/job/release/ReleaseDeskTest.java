package io.widthwise.job.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.release.CanaryWatch;
import io.widthwise.schemas.Canary;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.ReleaseState;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReleaseDeskTest {
  private static final Instant START = Instant.parse("2026-05-05T10:00:00Z");
  private static final Canary TENTH = new Canary(0.1, null, null, null);

  private final List<String> events = new ArrayList<>();
  private final List<Load> loads = new ArrayList<>();
  private final List<Runnable> replaced = new ArrayList<>();
  private final List<Consumer<CanaryWatch.Verdict>> trials = new ArrayList<>();
  private ReleaseDesk<String> desk = desk("r1", "sha-r1", DeskState.initial(3));

  @Test
  void aReleaseIsLoadedThenServesAndIsSettledOnceTheLaneHasSwapped() {
    desk.announced(release("r2", 1, null));
    loads.get(0).loaded.accept("R2");
    assertThat(desk.state().served()).isEmpty();
    assertThat(desk.state().settled()).isFalse();
    replaced.get(0).run();

    assertThat(events).containsExactly("LOADING r2 by r1", "replace R2", "SERVING r2 by r2");
    assertThat(desk.state().served().orElseThrow().getRelease()).isEqualTo("r2");
    assertThat(desk.state().settled()).isTrue();
  }

  @Test
  void aReleaseThatCannotBeLoadedIsRefusedAndNothingChanges() {
    desk.announced(release("r2", 1, null));
    loads.get(0).failed.accept(new IOException("its labels are blank"));

    assertThat(events)
        .containsExactly("LOADING r2 by r1", "REFUSED r2 by r1: its labels are blank");
    assertThat(desk.state().served()).isEmpty();
    assertThat(desk.state().settled()).isTrue();
  }

  @Test
  void releasesOfOtherFamiliesAndOlderOnesAreNotForIt() {
    ModelRelease other = release("r2", 1, null);
    other.setFamily("birds");
    desk.announced(other);
    desk.announced(release("r3", 5, null));
    desk.announced(release("r2", 4, null));

    assertThat(events).containsExactly("LOADING r3 by r1");
  }

  @Test
  void theReleaseThatServesAlreadyIsNotLoadedAgain() {
    desk.announced(release("r1", 1, null));

    assertThat(events).containsExactly("SERVING r1 by r1: it serves already");
    assertThat(loads).isEmpty();
  }

  @Test
  void aNewerReleaseSupersedesOneThatIsBeingLoaded() {
    desk.announced(release("r2", 1, null));
    desk.announced(release("r3", 2, null));
    assertThat(loads.get(0).wanted.getAsBoolean()).isFalse();
    loads.get(0).loaded.accept("R2");
    loads.get(1).loaded.accept("R3");
    replaced.get(0).run();

    assertThat(events)
        .containsExactly(
            "LOADING r2 by r1",
            "SUPERSEDED r2 by r1: release r3 was announced after it",
            "LOADING r3 by r1",
            "discard R2",
            "replace R3",
            "SERVING r3 by r3");
  }

  @Test
  void aCanaryThatIsWorseReturnsAndIsNotTriedAgain() {
    desk.announced(release("r2", 1, TENTH));
    loads.get(0).loaded.accept("R2");
    trials.get(0).accept(new CanaryWatch.Return("it failed on 5 of 5 frames"));
    desk.announced(release("r2", 1, TENTH));

    assertThat(events)
        .containsExactly(
            "LOADING r2 by r1",
            "CANARY r2 by r1",
            "try R2",
            "end R2",
            "RETURNED r2 by r1: it failed on 5 of 5 frames");
    assertThat(desk.state().settled()).isTrue();
  }

  @Test
  void aCanaryThatIsNoWorseIsPromoted() {
    desk.announced(release("r2", 1, TENTH));
    loads.get(0).loaded.accept("R2");
    trials.get(0).accept(new CanaryWatch.Promote("it was no worse"));
    replaced.get(0).run();

    assertThat(events).endsWith("replace R2", "SERVING r2 by r2: it was no worse");
  }

  @Test
  void aCanaryAnnouncedForAllFramesIsPromotedWithoutLoadingItAgain() {
    desk.announced(release("r2", 1, TENTH));
    loads.get(0).loaded.accept("R2");
    desk.announced(release("r2", 2, null));
    replaced.get(0).run();

    assertThat(loads).hasSize(1);
    assertThat(events).endsWith("SERVING r2 by r2: it was announced to serve all frames");
  }

  @Test
  void announcingTheEarlierReleaseAgainEndsACanary() {
    desk.announced(release("r2", 1, TENTH));
    loads.get(0).loaded.accept("R2");
    desk.announced(release("r1", 2, null));

    assertThat(events).endsWith("end R2", "SERVING r1 by r1: it serves already");
  }

  @Test
  void aVerdictThatComesAfterTheNextReleaseDoesNotCount() {
    desk.announced(release("r2", 1, TENTH));
    loads.get(0).loaded.accept("R2");
    desk.announced(release("r3", 2, null));
    events.clear();
    trials.get(0).accept(new CanaryWatch.Promote("too late"));

    assertThat(events).isEmpty();
  }

  @Test
  void aCanaryThatMakesNoSenseIsRefused() {
    desk.announced(release("r2", 1, new Canary(1.5, null, null, null)));
    loads.get(0).loaded.accept("R2");
    desk.announced(release("r3", 2, new Canary(null, null, null, null)));
    loads.get(1).loaded.accept("R3");

    assertThat(events).filteredOn(event -> event.startsWith("REFUSED")).hasSize(2);
    assertThat(events).contains("discard R2", "discard R3");
  }

  @Test
  void afterARestartWhatWasUnsettledIsTakenUpAgain() throws Exception {
    desk.announced(release("r2", 1, null));
    loads.get(0).loaded.accept("R2");
    replaced.get(0).run();
    desk.announced(release("r3", 2, TENTH));
    SingleObjectCodec<ModelRelease> codec = Codecs.modelRelease();
    DeskState restored = DeskState.restore(3, List.of(desk.state().encode(codec)), codec);
    events.clear();
    desk = desk("r2", "sha-r2", restored);
    desk.resume();

    assertThat(restored).isEqualTo(desk.state());
    assertThat(restored.served().orElseThrow().getRelease()).isEqualTo("r2");
    assertThat(events).containsExactly("LOADING r3 by r2");
  }

  @Test
  void aJobOfMoreLanesTakesOverStatesOfEarlierOnes() throws Exception {
    SingleObjectCodec<ModelRelease> codec = Codecs.modelRelease();
    DeskState zero = new DeskState(0, Optional.of(release("r2", 1, null)), Optional.empty(), true);
    List<byte[]> all = List.of(zero.encode(codec), DeskState.initial(1).encode(codec));

    assertThat(DeskState.restore(1, all, codec).served()).isEmpty();
    assertThat(DeskState.restore(2, all, codec).served()).isPresent();
    assertThat(DeskState.restore(2, all, codec).lane()).isEqualTo(2);
    assertThat(DeskState.restore(2, List.of(), codec)).isEqualTo(DeskState.initial(2));
  }

  private record Load(
      BooleanSupplier wanted, Consumer<String> loaded, Consumer<Exception> failed) {}

  private ReleaseDesk<String> desk(String serving, String sha256, DeskState state) {
    ReleaseDesk.Lane<String> lane =
        new ReleaseDesk.Lane<>() {
          @Override
          public void replace(String next, Runnable done) {
            events.add("replace " + next);
            replaced.add(done);
          }

          @Override
          public void startTrial(
              String candidate, CanaryWatch watch, Consumer<CanaryWatch.Verdict> verdict) {
            events.add("try " + candidate);
            trials.add(verdict);
          }

          @Override
          public void endTrial(String candidate) {
            events.add("end " + candidate);
          }
        };
    ReleaseDesk.Loader<String> loader =
        new ReleaseDesk.Loader<>() {
          @Override
          public void load(
              ModelRelease release,
              BooleanSupplier wanted,
              Consumer<String> loaded,
              Consumer<Exception> failed) {
            loads.add(new Load(wanted, loaded, failed));
          }

          @Override
          public void discard(String loaded) {
            events.add("discard " + loaded);
          }
        };
    return new ReleaseDesk<>(
        "colours",
        serving,
        sha256,
        state,
        lane,
        loader,
        (release, reported, reason, by) ->
            events.add(
                "%s %s by %s%s"
                    .formatted(
                        name(reported),
                        release.getRelease(),
                        by,
                        reason == null ? "" : ": " + reason)),
        () -> 0L);
  }

  private static String name(ReleaseState state) {
    return state.name();
  }

  private static ModelRelease release(String name, int second, Canary canary) {
    return ModelRelease.newBuilder()
        .setFamily("colours")
        .setRelease(name)
        .setBundleUri("file:///bundles/" + name + "/")
        .setLadderSha256("sha-" + name)
        .setPublishedTime(START.plusSeconds(second))
        .setCanary(canary)
        .build();
  }
}
