package io.widthwise.bench.swap;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.widthwise.inference.bundle.LadderBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies of one bundle that differ in the name of their release alone. */
record BundleCopies(LadderBundle original, Path folder) {
  LadderBundle make(String release) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(release));
    List<Path> files;
    try (Stream<Path> listed = Files.list(original.directory())) {
      files = listed.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path target = copy.resolve(file.getFileName());
      if (file.endsWith(LadderBundle.MANIFEST)) {
        JsonMapper json = new JsonMapper();
        ObjectNode ladder = (ObjectNode) json.readTree(file.toFile());
        ladder.put("release", release);
        json.writeValue(target.toFile(), ladder);
      } else {
        Files.write(target, Files.readAllBytes(file));
      }
    }
    return LadderBundle.open(copy);
  }
}
