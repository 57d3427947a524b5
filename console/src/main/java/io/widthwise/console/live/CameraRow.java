package io.widthwise.console.live;

import io.widthwise.console.tally.CameraState;
import io.widthwise.console.tally.OutcomeCounts;
import io.widthwise.console.tally.Rung;

/**
 * A camera as the page and the API show it.
 *
 * @param id the camera
 * @param sequence position of its newest frame in its stream
 * @param outcome the newest frame's outcome
 * @param silent whether nothing came for five seconds
 * @param label most probable class; empty unless labelled
 * @param probability its probability, 0 to 1
 * @param rung model that labelled it, such as {@code 0.5@160/int8}; null unless labelled
 * @param width that model's width multiplier; null unless labelled
 * @param release release of its bundle; null unless labelled
 * @param reason why it is not {@code CLASSIFIED}; empty if it is
 * @param latencyMillis from capture to outcome
 * @param slackMillis from outcome to deadline; negative once it had passed
 * @param budgetMillis from capture to deadline
 * @param resultMillis when the newest result came, milliseconds since the epoch
 * @param perSecond results a second, lately
 * @param inTimeShare share of the recent results that were labelled by their deadline, 0 to 1
 * @param counts results by outcome since the console knows the camera
 */
public record CameraRow(
    String id,
    long sequence,
    String outcome,
    boolean silent,
    String label,
    double probability,
    String rung,
    Double width,
    String release,
    String reason,
    double latencyMillis,
    double slackMillis,
    double budgetMillis,
    long resultMillis,
    double perSecond,
    double inTimeShare,
    OutcomeCounts counts) {
  static final long SILENT_MILLIS = 5_000;

  /** The row as of {@code nowMillis}. */
  public static CameraRow of(CameraState camera, long nowMillis) {
    return new CameraRow(
        camera.cameraId(),
        camera.sequence(),
        camera.outcome().name(),
        isSilent(camera, nowMillis),
        camera.label(),
        Rounded.thousandths(camera.probability()),
        camera.rung().map(Rung::key).orElse(null),
        camera.rung().map(Rung::width).orElse(null),
        camera.rung().map(Rung::release).orElse(null),
        camera.reason(),
        Rounded.tenths(camera.latencyMillis()),
        Rounded.tenths(camera.slackMillis()),
        Rounded.tenths(camera.budgetMillis()),
        camera.pace().atMillis(),
        Rounded.tenths(camera.pace().perSecond(nowMillis)),
        Rounded.thousandths(camera.pace().inTimeShare()),
        camera.counts());
  }

  static boolean isSilent(CameraState camera, long nowMillis) {
    return nowMillis - camera.pace().atMillis() > SILENT_MILLIS;
  }
}
