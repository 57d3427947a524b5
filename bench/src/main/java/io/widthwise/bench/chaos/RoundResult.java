package io.widthwise.bench.chaos;

/**
 * One round.
 *
 * @param kind what went wrong
 * @param lost frames captured up to the round's end that have not arrived where they should
 * @param recoverySeconds how long the pipeline took to recover ({@link Recovery})
 */
record RoundResult(FaultKind kind, long lost, double recoverySeconds) {}
