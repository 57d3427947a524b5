package io.widthwise.bench.footprint;

import java.util.OptionalLong;

/**
 * What one process takes at one moment; sizes are bytes.
 *
 * @param seconds since the recording began
 * @param pid process id, which changes when the process was started again
 * @param collected whether garbage was collected just before, so that the heap holds what is in use
 * @param resident physical memory
 * @param anonymous physical memory without pages of mapped files: heap and native memory
 * @param nativeResident of that, what is not heap
 * @param heap heap in use
 * @param heapAfterCollection heap in use after the last collection of each pool
 * @param nonHeap metaspace, compiled code and the like
 * @param metaspace classes
 * @param direct direct buffers
 * @param mapped mapped buffers
 * @param nativeCommitted committed memory by the JVM's own tracking, where it was started with
 *     {@code -XX:NativeMemoryTracking=summary}
 * @param loadedClasses classes
 * @param threads threads, by the kernel
 * @param openFiles file descriptors
 */
public record Footprint(
    double seconds,
    long pid,
    boolean collected,
    long resident,
    long anonymous,
    long nativeResident,
    long heap,
    long heapAfterCollection,
    long nonHeap,
    long metaspace,
    long direct,
    long mapped,
    OptionalLong nativeCommitted,
    int loadedClasses,
    int threads,
    int openFiles) {}
