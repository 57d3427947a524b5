package io.widthwise.bench.soak;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.widthwise.bench.footprint.Footprint;
import io.widthwise.bench.footprint.Trend;
import io.widthwise.bench.traffic.Bin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a soak showed.
 *
 * @param minutes length
 * @param framesPerSecond mean rate that was planned, without bursts
 * @param kind of frames
 * @param published frames that the broker acknowledged
 * @param unheard of them, with neither a result nor a place in quarantine
 * @param repeats results for frames that had one already
 * @param total all frames together
 * @param trends of each process
 * @param restarted processes that were started again meanwhile
 * @param gaps readings that failed
 * @param line over time
 * @param footprints by process
 */
record SoakReport(
    double minutes,
    double framesPerSecond,
    String kind,
    long published,
    long unheard,
    long repeats,
    Bin total,
    List<Trend> trends,
    List<String> restarted,
    List<String> gaps,
    @JsonIgnore List<Bin> line,
    Map<String, List<Footprint>> footprints) {

  static List<String> restarted(Map<String, List<Footprint>> footprints) {
    Map<String, Set<Long>> ids = new TreeMap<>();
    footprints.forEach(
        (name, readings) ->
            ids.put(name, readings.stream().map(Footprint::pid).collect(Collectors.toSet())));
    return ids.entrySet().stream()
        .filter(each -> each.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Nothing grows, nothing was lost, nothing had to be started again. */
  @JsonProperty
  boolean steady() {
    return unheard == 0 && restarted.isEmpty() && trends.stream().allMatch(Trend::steady);
  }
}
