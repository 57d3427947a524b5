package io.widthwise.models.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Everything that a run needs to go on as if it had not been stopped: which recipe, how many steps
 * are done, weights, moments and running statistics. A file is replaced whole or not at all.
 */
final class Checkpoint {
  private static final String MAGIC = "widthwise-checkpoint-1";

  private final Path file;
  private final String recipe;

  /**
   * @param recipe text that must be the same when the run goes on
   */
  Checkpoint(Path file, String recipe) {
    this.file = file;
    this.recipe = recipe;
  }

  /** Writes the state after {@code steps} steps. */
  void save(long steps, NDList state) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
      out.writeUTF(MAGIC);
      out.writeUTF(recipe);
      out.writeLong(steps);
      state.encode(out);
    }
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Puts what was saved into {@code state}.
   *
   * @return number of steps done, 0 if nothing was saved
   * @throws CheckpointException if the file is damaged or of another recipe
   */
  long restore(NDManager manager, NDList state) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    try (DataInputStream in =
            new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        NDManager scratch = manager.newSubManager()) {
      requireSame(MAGIC, in.readUTF(), "format");
      requireSame(recipe, in.readUTF(), "recipe");
      long steps = in.readLong();
      NDList saved = NDList.decode(scratch, in);
      if (saved.size() != state.size()) {
        throw new CheckpointException(
            file, "holds %d arrays instead of %d".formatted(saved.size(), state.size()));
      }
      for (int i = 0; i < saved.size(); i++) {
        copy(saved.get(i), state.get(i));
      }
      return steps;
    } catch (UTFDataFormatException | IllegalArgumentException e) {
      throw new CheckpointException(file, "cannot be read: " + e.getMessage(), e);
    }
  }

  private void copy(NDArray from, NDArray to) throws CheckpointException {
    if (!from.getShape().equals(to.getShape())) {
      throw new CheckpointException(
          file, "holds an array of %s instead of %s".formatted(from.getShape(), to.getShape()));
    }
    from.copyTo(to);
  }

  private void requireSame(String expected, String found, String what) throws CheckpointException {
    if (!expected.equals(found)) {
      throw new CheckpointException(
          file,
          "is of another %s (%s) than this run (%s); use the options it was begun with, or another --out"
              .formatted(what, found, expected));
    }
  }
}
