package io.widthwise.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.ReleaseState;
import io.widthwise.schemas.ReleaseStatus;
import io.widthwise.schemas.codec.Codecs;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LaneStatesTest {
  private static final Instant PUBLISHED = Instant.parse("2026-05-05T10:00:00Z");

  private final LaneStates lanes = new LaneStates(release());

  @Test
  void isSettledOnceEveryLaneIs() {
    assertThat(lanes.settled()).isFalse();
    lanes.enter(status(0, ReleaseState.SERVING, PUBLISHED));
    assertThat(lanes.settled()).isFalse();
    lanes.enter(status(1, ReleaseState.CANARY, PUBLISHED));
    assertThat(lanes.settled()).isFalse();
    lanes.enter(status(1, ReleaseState.SERVING, PUBLISHED));

    assertThat(lanes.allServe()).isTrue();
  }

  @Test
  void oneLaneThatReturnsIsNoSuccess() {
    lanes.enter(status(0, ReleaseState.SERVING, PUBLISHED));
    lanes.enter(status(1, ReleaseState.RETURNED, PUBLISHED));

    assertThat(lanes.settled()).isTrue();
    assertThat(lanes.allServe()).isFalse();
  }

  @Test
  void anEarlierAnnouncementOfTheSameReleaseDoesNotCount() {
    assertThat(lanes.enter(status(0, ReleaseState.SERVING, PUBLISHED.minusSeconds(1)))).isFalse();
    assertThat(lanes.whatIsMissing()).contains("no lane has answered", "'colours'");
  }

  private static ModelRelease release() {
    Codecs.modelRelease();
    return ModelRelease.newBuilder()
        .setFamily("colours")
        .setRelease("r2")
        .setBundleUri("file:///bundles/r2/")
        .setLadderSha256("sha")
        .setPublishedTime(PUBLISHED)
        .build();
  }

  private static ReleaseStatus status(int lane, ReleaseState state, Instant published) {
    Codecs.releaseStatus();
    return ReleaseStatus.newBuilder()
        .setFamily("colours")
        .setRelease("r2")
        .setPublishedTime(published)
        .setJob("job")
        .setLane(lane)
        .setLanes(2)
        .setState(state)
        .setServing("r1")
        .setChangedTime(published)
        .build();
  }
}
