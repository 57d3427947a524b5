package io.widthwise.bench.overload;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.widthwise.bench.footprint.Footprint;
import io.widthwise.bench.replay.HostUse;
import io.widthwise.bench.traffic.Account;
import io.widthwise.bench.traffic.LaneCapacity;
import java.util.List;
import java.util.Map;

/**
 * What an overload showed.
 *
 * @param kind of frames
 * @param deadlineMillis budget of every frame
 * @param lane what one lane serves at most
 * @param lanes of the job
 * @param once frames a second that count as capacity
 * @param published frames that the broker acknowledged
 * @param notSent frames that the publisher was too late to send
 * @param dropped by admission, which counts them
 * @param lost published, and neither answered, in quarantine nor dropped
 * @param repeats results for frames that had one already
 * @param phases one after another
 * @param memory of each process
 * @param host who used the processors
 * @param gaps readings that failed
 * @param account every frame
 * @param footprints by process
 */
record OverloadReport(
    String kind,
    int deadlineMillis,
    LaneCapacity lane,
    int lanes,
    double once,
    long published,
    long notSent,
    long dropped,
    long lost,
    long repeats,
    List<PhaseReport> phases,
    List<ProcessMemory> memory,
    HostUse host,
    List<String> gaps,
    @JsonIgnore Account account,
    Map<String, List<Footprint>> footprints) {

  @JsonProperty
  boolean holds() {
    return lost == 0 && memory.stream().allMatch(ProcessMemory::bounded);
  }
}
