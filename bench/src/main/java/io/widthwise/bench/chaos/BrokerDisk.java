package io.widthwise.bench.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system for the broker alone, on a loop device that can be made slow. */
final class BrokerDisk implements AutoCloseable {
  private static final Path THROTTLE =
      Path.of("/sys/fs/cgroup/blkio/blkio.throttle.write_bps_device");
  private static final long BYTES = 8L << 30;

  private final Path mountPoint;
  private final String device;

  private BrokerDisk(Path mountPoint, String device) {
    this.mountPoint = mountPoint;
    this.device = device;
  }

  /** Why there cannot be one here; empty if there can. */
  static Optional<String> obstacle() {
    return Shell.obstacle("losetup", "mkfs.ext4", "mount")
        .or(
            () ->
                Files.isWritable(THROTTLE)
                    ? Optional.empty()
                    : Optional.of("the kernel offers no " + THROTTLE));
  }

  /** Mounts a new file system, kept in the sparse {@code file}, at {@code mountPoint}. */
  static BrokerDisk mount(Path file, Path mountPoint) throws IOException, InterruptedException {
    Files.createDirectories(mountPoint);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(BYTES);
    }
    Shell.run("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=1", file.toString());
    String device = Shell.run("losetup", "-f", "--show", file.toString());
    BrokerDisk disk = new BrokerDisk(mountPoint, device);
    try {
      Shell.run("mount", device, mountPoint.toString());
    } catch (IOException e) {
      Shell.run("losetup", "-d", device);
      throw e;
    }
    return disk;
  }

  /** From now on a write is done when the device has it, and that takes so much a second. */
  void slow(long bytesPerSecond) throws IOException, InterruptedException {
    throttle(bytesPerSecond);
    Shell.run("mount", "-o", "remount,sync", mountPoint.toString());
  }

  void fast() throws IOException, InterruptedException {
    throttle(0);
    Shell.run("mount", "-o", "remount,async", mountPoint.toString());
  }

  private void throttle(long bytesPerSecond) throws IOException, InterruptedException {
    String number = Shell.run("stat", "-c", "%Hr:%Lr", device);
    Files.writeString(THROTTLE, number + " " + bytesPerSecond);
  }

  @Override
  public void close() throws IOException {
    try {
      Shell.run("umount", mountPoint.toString());
      Shell.run("losetup", "-d", device);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while unmounting " + mountPoint, e);
    }
  }
}
