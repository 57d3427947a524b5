package io.widthwise.models.train;

import java.nio.ByteBuffer;

/**
 * What a network is shown in one step.
 *
 * @param pixels uint8 {@code [labels.length, side, side, 3]}, red, green, blue; direct
 * @param side of the input, pixels
 * @param labels a class each
 */
@SuppressWarnings("ArrayRecordComponent") // handed from loader to trainer, never compared
record Batch(ByteBuffer pixels, int side, long[] labels) {}
