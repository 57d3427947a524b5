package io.widthwise.console.live;

import io.widthwise.console.tally.CameraState;
import io.widthwise.console.tally.Rung;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which cameras are asked for, and in which order.
 *
 * @param text part of the camera's id or of its label, in any case; empty for all
 * @param state {@code classified}, {@code late}, {@code shed}, {@code rejected} or {@code silent};
 *     empty for all
 * @param sort a key of {@link #ORDERS}
 * @param descending whether the order is turned round
 * @param offset how many of them to leave out
 * @param limit how many to give, at most {@value #MOST}
 */
public record FleetQuery(
    String text, String state, String sort, boolean descending, int offset, int limit) {
  public static final int MOST = 200;

  private static final Map<String, Comparator<CameraState>> ORDERS =
      Map.of(
          "id", Comparator.comparing(CameraState::cameraId),
          "outcome", Comparator.comparing(CameraState::outcome),
          "label", Comparator.comparing(CameraState::label),
          "width", Comparator.comparing(camera -> camera.rung().map(Rung::width).orElse(0.0)),
          "latency", Comparator.comparing(CameraState::latencyMillis),
          "slack", Comparator.comparing(CameraState::slackMillis),
          "rate", Comparator.comparing(camera -> camera.pace().weight()),
          "inTime", Comparator.comparing(camera -> camera.pace().inTimeShare()),
          "seen", Comparator.comparing(camera -> camera.pace().atMillis()));

  private static final List<String> STATES =
      List.of("", "classified", "late", "shed", "rejected", "silent");

  public FleetQuery {
    text = text.toLowerCase(Locale.ROOT);
    if (!STATES.contains(state)) {
      throw new IllegalArgumentException(
          "state must be one of %s, not '%s'".formatted(STATES.subList(1, STATES.size()), state));
    }
    if (!ORDERS.containsKey(sort)) {
      throw new IllegalArgumentException(
          "sort must be one of %s, not '%s'"
              .formatted(ORDERS.keySet().stream().sorted().toList(), sort));
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset must not be negative, as %d is".formatted(offset));
    }
    if (limit < 0 || limit > MOST) {
      throw new IllegalArgumentException(
          "limit must be from 0 to %d, not %d".formatted(MOST, limit));
    }
  }

  /** The first cameras by id. */
  public static FleetQuery first(int limit) {
    return new FleetQuery("", "", "id", false, 0, limit);
  }

  /**
   * The cameras asked for.
   *
   * @param cameras all cameras, by id
   */
  public FleetPage of(List<CameraState> cameras, long nowMillis) {
    List<CameraState> matching =
        text.isEmpty() && state.isEmpty()
            ? cameras
            : cameras.stream().filter(wanted(nowMillis)).toList();
    Comparator<CameraState> order = ORDERS.get(sort);
    List<CameraRow> rows =
        matching.stream()
            // Stable, so cameras that are alike stay in the order of their ids.
            .sorted(descending ? order.reversed() : order)
            .skip(offset)
            .limit(limit)
            .map(camera -> CameraRow.of(camera, nowMillis))
            .toList();
    return new FleetPage(cameras.size(), matching.size(), offset, rows);
  }

  private Predicate<CameraState> wanted(long nowMillis) {
    return camera ->
        (text.isEmpty()
                || camera.cameraId().toLowerCase(Locale.ROOT).contains(text)
                || camera.label().toLowerCase(Locale.ROOT).contains(text))
            && isIn(camera, nowMillis);
  }

  private boolean isIn(CameraState camera, long nowMillis) {
    boolean silent = CameraRow.isSilent(camera, nowMillis);
    return state.isEmpty()
        || (state.equals("silent")
            ? silent
            : !silent && camera.outcome().name().equalsIgnoreCase(state));
  }
}
