package io.widthwise.deploy.release;

import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.ReleaseState;
import io.widthwise.schemas.ReleaseStatus;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How far the lanes of a job have come with one release. */
final class LaneStates {
  private static final Set<ReleaseState> FINAL =
      Set.of(
          ReleaseState.SERVING,
          ReleaseState.REFUSED,
          ReleaseState.RETURNED,
          ReleaseState.SUPERSEDED);

  private final ModelRelease release;
  private final Map<Integer, ReleaseState> states = new TreeMap<>();
  private int lanes;

  LaneStates(ModelRelease release) {
    this.release = release;
  }

  /** Takes in a status; false if it is of another release or of an earlier announcement of it. */
  boolean enter(ReleaseStatus status) {
    if (!status.getFamily().equals(release.getFamily())
        || !status.getRelease().equals(release.getRelease())
        || !status.getPublishedTime().equals(release.getPublishedTime())) {
      return false;
    }
    lanes = status.getLanes();
    states.put(status.getLane(), status.getState());
    return true;
  }

  /** True once no lane has anything left to do about the release. */
  boolean settled() {
    return lanes > 0 && states.size() >= lanes && FINAL.containsAll(states.values());
  }

  boolean allServe() {
    return settled() && states.values().stream().allMatch(ReleaseState.SERVING::equals);
  }

  String whatIsMissing() {
    return lanes == 0
        ? "no lane has answered; does a job run that serves '%s'?".formatted(release.getFamily())
        : "not all of %d lanes are done; so far: %s".formatted(lanes, states);
  }
}
