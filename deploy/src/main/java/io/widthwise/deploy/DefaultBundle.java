package io.widthwise.deploy;

import io.widthwise.stack.StackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the ladder bundle to serve: the one that was named, else the family that comes along. */
public final class DefaultBundle {
  private static final String MANIFEST = "ladder.json";

  private final Installation installation;

  public DefaultBundle(Installation installation) {
    this.installation = installation;
  }

  /**
   * Returns the bundle that was named, else the embedded family.
   *
   * @throws StackException if it is not there
   */
  public Path orEmbedded(Optional<Path> named) {
    Path bundle = named.orElseGet(installation::family).toAbsolutePath().normalize();
    if (!Files.isRegularFile(bundle.resolve(MANIFEST))) {
      throw new StackException(
          named.isPresent()
              ? "%s holds no %s; --models wants the folder that 'widthwise models import' or 'widthwise models train' wrote"
                  .formatted(bundle, MANIFEST)
              : "the installation's own models in %s are missing; build it again with 'mvn -DskipTests package' or name others with --models DIR"
                  .formatted(bundle));
    }
    return bundle;
  }
}
