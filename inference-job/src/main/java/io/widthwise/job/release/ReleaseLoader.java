package io.widthwise.job.release;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.classify.Pause;
import io.widthwise.inference.release.BundleFetcher;
import io.widthwise.schemas.ModelRelease;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads releases one after another in a thread of its own, which works a small share of the time,
 * so that the lane beside it keeps its deadlines.
 *
 * @param <S> a release, loaded
 */
public final class ReleaseLoader<S extends AutoCloseable>
    implements ReleaseDesk.Loader<S>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseLoader.class);

  /** Of one core. Two lanes of a host that load at once take a quarter of a core together. */
  private static final double WORKING_SHARE = 0.125;

  private static final int END_SECONDS = 20;

  /** Makes a bundle ready to be served. */
  @FunctionalInterface
  public interface Opener<S> {
    S open(LadderBundle bundle, Pause pause) throws IOException;
  }

  private final BundleFetcher fetcher;
  private final Opener<S> opener;
  private final Consumer<Runnable> answers;
  private final ExecutorService thread;
  private final Set<S> open = ConcurrentHashMap.newKeySet();

  /**
   * @param name of its thread
   * @param answers runs what is told to the desk, in the desk's thread
   */
  public ReleaseLoader(
      String name, BundleFetcher fetcher, Opener<S> opener, Consumer<Runnable> answers) {
    this.fetcher = fetcher;
    this.opener = opener;
    this.answers = answers;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              return made;
            });
  }

  @Override
  public void load(
      ModelRelease release,
      BooleanSupplier wanted,
      Consumer<S> loaded,
      Consumer<Exception> failed) {
    thread.execute(
        () -> {
          try {
            S ready = open(release, pause(wanted));
            answers.accept(() -> loaded.accept(ready));
          } catch (CancellationException e) {
            LOG.info("Release {} is not wanted any more", release.getRelease());
          } catch (IOException | RuntimeException e) {
            // Whatever is wrong with a bundle, the lane must serve on and say so.
            LOG.error(
                "Release {} of {} is refused: {}",
                release.getRelease(),
                release.getFamily(),
                e.getMessage(),
                e);
            answers.accept(() -> failed.accept(e));
          }
        });
  }

  /** Loads a release in the caller's thread, before any frame is served. */
  public S loadNow(ModelRelease release) throws IOException {
    return open(release, Pause.NONE);
  }

  private static Pause pause(BooleanSupplier wanted) {
    Pause pause = Pause.workingShare(WORKING_SHARE);
    return workedNanos -> {
      if (!wanted.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        throw new CancellationException();
      }
      pause.after(workedNanos);
    };
  }

  private S open(ModelRelease release, Pause pause) throws IOException {
    Path scratch = Files.createTempDirectory("widthwise-release-");
    try {
      LadderBundle bundle =
          fetcher.open(URI.create(release.getBundleUri()), release.getLadderSha256(), scratch);
      pause.after(0);
      require("family", release.getFamily(), bundle.ladder().name());
      require("release", release.getRelease(), bundle.ladder().release());
      S ready = opener.open(bundle, pause);
      open.add(ready);
      return ready;
    } finally {
      delete(scratch);
    }
  }

  private static void require(String what, String announced, String found) throws IOException {
    if (!announced.equals(found)) {
      throw new IOException(
          "the bundle's %s is '%s' but '%s' was announced".formatted(what, found, announced));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Frees it in the loader's thread: that takes milliseconds which no frame should wait. */
  @Override
  public void discard(S loaded) {
    try {
      thread.execute(
          () -> {
            open.remove(loaded);
            close(loaded);
          });
    } catch (RejectedExecutionException e) {
      // The task is being torn down: close() frees all that is open.
      LOG.debug("The loader is closed already", e);
    }
  }

  private static void close(AutoCloseable loaded) {
    try {
      loaded.close();
    } catch (Exception e) {
      LOG.warn("A release that serves no more could not be closed", e);
    }
  }

  /**
   * Ends the thread and frees every release that it loaded; the lane has ended before. Closing one
   * twice must be harmless.
   */
  @Override
  public void close() throws InterruptedException {
    thread.shutdownNow();
    if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("A release is still being loaded {} s after its task has ended", END_SECONDS);
    }
    open.forEach(ReleaseLoader::close);
    open.clear();
  }
}
