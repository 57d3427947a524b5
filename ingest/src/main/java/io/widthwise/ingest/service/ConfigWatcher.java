package io.widthwise.ingest.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Reads the configuration again when its content changes. Reads the file each second instead of
 * asking the file system for events, since editors and container platforms replace files by
 * renaming or by links, of which events tell unreliably.
 */
public final class ConfigWatcher implements AutoCloseable {
  private static final long PERIOD_MILLIS = 1_000;

  private final Path file;
  private final IngestService service;
  private final Consumer<String> tell;
  private final UnaryOperator<String> environment;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "watch-cameras-file");
            thread.setDaemon(true);
            return thread;
          });
  private String seen;

  /**
   * Watches nothing until it is started.
   *
   * @param tell told what became of each change
   */
  public ConfigWatcher(Path file, IngestService service, Consumer<String> tell) {
    this(file, service, tell, System::getenv);
  }

  ConfigWatcher(
      Path file, IngestService service, Consumer<String> tell, UnaryOperator<String> environment) {
    this.file = file;
    this.service = service;
    this.tell = tell;
    this.environment = environment;
  }

  /**
   * Applies the configuration as it is and watches it from then on.
   *
   * @return what was read
   * @throws ConfigException if it cannot be used
   */
  public IngestConfig start() throws ConfigException, InterruptedException {
    String content;
    try {
      content = Files.readString(file);
    } catch (IOException e) {
      throw new ConfigException(List.of("%s cannot be read: %s".formatted(file, e)));
    }
    IngestConfig config = CamerasFile.parse(file, content, environment);
    seen = content;
    service.apply(config);
    clock.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return config;
  }

  private void look() {
    try {
      String content = Files.readString(file);
      if (content.equals(seen)) {
        return;
      }
      seen = content;
      tell.accept(
          "%s has changed; %s"
              .formatted(file, service.apply(CamerasFile.parse(file, content, environment))));
    } catch (NoSuchFileException e) {
      // A file that is being replaced is away for a moment.
    } catch (IOException e) {
      refuseOnce("cannot be read: " + e);
    } catch (ConfigException e) {
      service.refused(e.getMessage());
      tell.accept(
          "%s cannot be used; the cameras stay as they were:%n%s".formatted(file, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Else the executor would look no more.
      service.refused(e.toString());
      tell.accept("the change of %s failed: %s".formatted(file, e));
    }
  }

  private void refuseOnce(String why) {
    if (!why.equals(seen)) {
      seen = why;
      service.refused(file + " " + why);
      tell.accept("%s %s; the cameras stay as they were".formatted(file, why));
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
