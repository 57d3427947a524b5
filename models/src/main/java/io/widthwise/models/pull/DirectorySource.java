package io.widthwise.models.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Files in a directory. Always from the beginning: copying is quick. */
final class DirectorySource implements FileSource {
  private static final int BUFFER = 1 << 16;

  private final Path directory;

  DirectorySource(Path directory) throws PullException {
    if (!Files.isDirectory(directory)) {
      throw new PullException(
          "The mirror %s is no directory; name one that holds the files, or a URL that begins with https:// or http://"
              .formatted(directory));
    }
    this.directory = directory;
  }

  @Override
  public Content open(PinnedFile file, long from, String validator) throws IOException {
    Path path = directory.resolve(file.name());
    if (!Files.isRegularFile(path)) {
      throw new PullException(
          "The mirror has no %s; put the file of %s there, or leave out --mirror"
              .formatted(path, file.url()));
    }
    long size = Files.size(path);
    Optional<String> fault = file.sizeDifference(size);
    if (fault.isPresent()) {
      throw new PullException(Refusals.otherFile(file, path.toString(), fault.get()));
    }
    return new Whole(FileChannel.open(path), size);
  }

  @Override
  public String place(PinnedFile file) {
    return directory.resolve(file.name()).toString();
  }

  private record Whole(FileChannel channel, long size) implements Content {
    @Override
    public long offset() {
      return 0;
    }

    @Override
    public OptionalLong total() {
      return OptionalLong.of(size);
    }

    @Override
    public Optional<String> validator() {
      return Optional.empty();
    }

    @Override
    public ByteBuffer next() throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
      return channel.read(bytes) < 0 ? null : bytes.flip();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
