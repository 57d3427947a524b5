package io.widthwise.bench.league;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The league for programs.
 *
 * @param cells every policy's result in every cell
 * @param conditions what was the same for all
 */
record LeagueJson(List<CellResult> cells, Played conditions) {

  /** Conditions as far as they are numbers. */
  record Played(
      int lanes,
      int laneCapacity,
      long marginMillis,
      double noise,
      double stallsPerSecond,
      double profileError,
      boolean slowdown,
      long seed) {
    static Played of(Conditions conditions) {
      return new Played(
          conditions.lanes(),
          conditions.laneCapacity(),
          conditions.margin().toMillis(),
          conditions.disturbances().noise(),
          conditions.disturbances().stallsPerSecond(),
          conditions.disturbances().profileError(),
          conditions.slowdown(),
          conditions.seed());
    }
  }

  /** Writes {@code file}, and its directory where that is missing. */
  static void write(List<CellResult> results, Conditions conditions, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(file.toFile(), new LeagueJson(results, Played.of(conditions)));
  }
}
