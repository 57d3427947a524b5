package io.widthwise.bench.simulate;

/**
 * A frame of a simulation.
 *
 * @param index position in the scenario
 * @param arrivalMicros when it reaches its lane
 * @param serviceFactor how much longer than the median it takes with any variant
 */
public record SimulatedFrame(int index, long arrivalMicros, double serviceFactor) {}
