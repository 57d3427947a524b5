package io.widthwise.models.pull;

/** Sentences that several refusals share. */
final class Refusals {
  private Refusals() {}

  static String otherFile(PinnedFile file, String place, String difference) {
    return "%s is not the pinned %s: %s. Nothing of it was kept; the file there was changed, or something between rewrote it. Take the file of %s, through --mirror if need be"
        .formatted(place, file.name(), difference, file.url());
  }
}
