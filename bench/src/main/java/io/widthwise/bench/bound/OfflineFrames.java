package io.widthwise.bench.bound;

/**
 * Frames of an offline instance, in order of arrival. Arrays are indexed by frame and of one
 * length.
 *
 * @param arrivalMicros when each frame arrives, never falling
 * @param deadlineMicros when each must be done; one that is not after the arrival cannot be met
 * @param serviceFactor how many times longer than the profile says each frame takes, on every rung;
 *     above 0. Few distinct values (some 16) make the bound fast, more make it slow, not wrong.
 */
@SuppressWarnings("ArrayRecordComponent") // Tens of thousands of numbers; never compared.
public record OfflineFrames(
    double[] arrivalMicros, double[] deadlineMicros, double[] serviceFactor) {

  public OfflineFrames {
    arrivalMicros = arrivalMicros.clone();
    deadlineMicros = deadlineMicros.clone();
    serviceFactor = serviceFactor.clone();
    if (deadlineMicros.length != arrivalMicros.length
        || serviceFactor.length != arrivalMicros.length) {
      throw new IllegalArgumentException(
          "each frame needs an arrival, a deadline and a service factor, but there are %d, %d and %d"
              .formatted(arrivalMicros.length, deadlineMicros.length, serviceFactor.length));
    }
    for (int j = 0; j < arrivalMicros.length; j++) {
      if (!Double.isFinite(arrivalMicros[j]) || !Double.isFinite(deadlineMicros[j])) {
        throw new IllegalArgumentException(
            "frame %d: arrival and deadline must be finite, but are %s and %s"
                .formatted(j, arrivalMicros[j], deadlineMicros[j]));
      }
      if (j > 0 && arrivalMicros[j] < arrivalMicros[j - 1]) {
        throw new IllegalArgumentException(
            "frame %d arrives at %s µs, before frame %d at %s µs; sort the frames by arrival"
                .formatted(j, arrivalMicros[j], j - 1, arrivalMicros[j - 1]));
      }
      if (!(serviceFactor[j] > 0) || Double.isInfinite(serviceFactor[j])) {
        throw new IllegalArgumentException(
            "frame %d: the service factor must be above 0 and finite, but is %s"
                .formatted(j, serviceFactor[j]));
      }
    }
  }

  public int size() {
    return arrivalMicros.length;
  }
}
