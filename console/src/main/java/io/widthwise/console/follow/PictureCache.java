package io.widthwise.console.follow;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One picture for each camera, the least recently wanted ones given up for newer ones. */
final class PictureCache {
  private final long maxBytes;
  private final Map<String, Picture> byCamera = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param maxBytes most bytes of all pictures together
   */
  PictureCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized Optional<Picture> get(String cameraId) {
    return Optional.ofNullable(byCamera.get(cameraId));
  }

  synchronized void put(String cameraId, Picture picture) {
    if (picture.bytes().length > maxBytes) {
      return;
    }
    Picture before = byCamera.put(cameraId, picture);
    bytes += picture.bytes().length - (before == null ? 0 : before.bytes().length);
    Iterator<Picture> eldest = byCamera.values().iterator();
    while (bytes > maxBytes) {
      bytes -= eldest.next().bytes().length;
      eldest.remove();
    }
  }

  synchronized long bytes() {
    return bytes;
  }
}
