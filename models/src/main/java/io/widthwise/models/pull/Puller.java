package io.widthwise.models.pull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Brings pinned files into a directory. A file gets its name there only once all its bytes are
 * checked; what arrived of it before stays in a part file, from which the next try, or the next
 * run, goes on.
 */
public final class Puller {
  /** No pinned file comes near; a server that sends without end is stopped here. */
  private static final long LARGEST = 256L << 20;

  private final FileSource source;
  private final Path directory;
  private final PullListener listener;
  private final Backoff backoff;

  /**
   * @param source where to fetch from
   * @param directory where to; created if it is not there
   * @param listener told how it goes
   */
  public Puller(FileSource source, Path directory, PullListener listener) {
    this(source, directory, listener, Backoff.DEFAULT);
  }

  Puller(FileSource source, Path directory, PullListener listener, Backoff backoff) {
    this.source = source;
    this.directory = directory;
    this.listener = listener;
    this.backoff = backoff;
  }

  /**
   * Fetches what is not there yet, or no longer as it was.
   *
   * @return where the files are, in their order
   * @throws PullException if a file cannot be had or is not the pinned one
   * @throws IOException if {@code directory} cannot be written
   */
  public List<Path> pull(List<PinnedFile> files) throws IOException {
    Files.createDirectories(directory);
    List<Path> paths = new ArrayList<>();
    for (PinnedFile file : files) {
      Path path = directory.resolve(file.name());
      if (isHere(file, path)) {
        listener.present(file);
      } else {
        fetch(file, path);
        listener.done(file);
      }
      paths.add(path);
    }
    return List.copyOf(paths);
  }

  private boolean isHere(PinnedFile file, Path path) throws IOException {
    if (!Files.exists(path)) {
      return false;
    }
    Optional<String> difference = file.difference(path);
    difference.ifPresent(fault -> listener.discarded(file, fault));
    return difference.isEmpty();
  }

  private void fetch(PinnedFile file, Path path) throws IOException {
    try (PartFile part = PartFile.open(path)) {
      boolean resumed = arrive(file, part);
      Optional<String> difference = file.difference(part.path());
      if (difference.isPresent() && resumed) {
        // The earlier bytes may have been of another version: once more from the beginning.
        listener.discarded(file, difference.get());
        part.continueAt(0, null);
        arrive(file, part);
        difference = file.difference(part.path());
      }
      if (difference.isPresent()) {
        part.discard();
        throw new PullException(Refusals.otherFile(file, source.place(file), difference.get()));
      }
      part.become(path);
    }
  }

  /** Returns whether the bytes came in more than one answer, perhaps of several versions. */
  private boolean arrive(PinnedFile file, PartFile part) throws IOException {
    if (part.size() > 0 && file.difference(part.path()).isEmpty()) {
      return false;
    }
    int fruitless = 0;
    while (true) {
      long before = part.size();
      try {
        return transfer(file, part) > 0;
      } catch (PullException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        fruitless = part.size() > before ? 0 : fruitless + 1;
        if (fruitless >= backoff.tries()) {
          throw givenUp(file, part, e);
        }
        if (e instanceof StalePart) {
          part.continueAt(0, null);
        }
        Duration pause = backoff.pause(fruitless, e);
        listener.retrying(file, NetworkFaults.sentence(e), pause);
        backoff.sleeper().sleep(pause);
      }
    }
  }

  /** Returns at which byte the answer began. */
  private long transfer(PinnedFile file, PartFile part) throws IOException {
    String version = part.size() > 0 ? part.validator() : null;
    try (Content content = source.open(file, part.size(), version)) {
      long from = content.offset();
      part.continueAt(from, content.validator().orElse(from > 0 ? version : null));
      OptionalLong total = content.total().isPresent() ? content.total() : file.size();
      listener.arriving(file, from, total);
      for (ByteBuffer bytes = content.next(); bytes != null; bytes = content.next()) {
        requireRoom(file, part, bytes, total.orElse(LARGEST));
        part.append(bytes);
        listener.arrived(file, part.size());
      }
      if (total.isPresent() && part.size() < total.getAsLong()) {
        throw new TransientFault(
            "ended after %d of %d bytes".formatted(part.size(), total.getAsLong()), null);
      }
      return from;
    }
  }

  private void requireRoom(PinnedFile file, PartFile part, ByteBuffer bytes, long limit)
      throws IOException {
    if (part.size() + bytes.remaining() > limit) {
      part.discard();
      throw new PullException(
          Refusals.otherFile(
              file, source.place(file), "expected %d bytes but more arrive".formatted(limit)));
    }
  }

  private PullException givenUp(PinnedFile file, PartFile part, IOException fault)
      throws IOException {
    return new PullException(
        "%s cannot be fetched: %s; %d tries in a row brought nothing.%s Where there is no way to this place, bring the files by other means and name their directory with --mirror"
            .formatted(
                source.place(file),
                NetworkFaults.sentence(fault),
                backoff.tries(),
                part.size() == 0
                    ? ""
                    : " The next pull goes on from the %d bytes in %s."
                        .formatted(part.size(), part.path())),
        fault);
  }
}
