package io.widthwise.examples;

/**
 * Something came into a camera's view, or left it.
 *
 * @param cameraId the camera
 * @param label what it is
 * @param event which of both
 * @param timeMicros capture time of the frame that showed it, microseconds since the Unix epoch
 * @param millisInView how long it was seen; 0 for {@link Event#ENTER}
 */
public record Sighting(
    String cameraId, String label, Event event, long timeMicros, long millisInView) {
  /** What happened. */
  public enum Event {
    ENTER,
    LEAVE
  }
}
