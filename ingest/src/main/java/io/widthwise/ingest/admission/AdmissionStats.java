package io.widthwise.ingest.admission;

/**
 * What this instance did since it started. After a crash of a stream thread, frames that are
 * processed again are counted again.
 *
 * @param admitted frames written to {@code frames}
 * @param quarantined messages written to {@code quarantine}
 * @param duplicates frames dropped because their id was seen within the window
 * @param paced frames dropped because their camera was over its pace
 */
public record AdmissionStats(long admitted, long quarantined, long duplicates, long paced) {}
