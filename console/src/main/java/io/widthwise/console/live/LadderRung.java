package io.widthwise.console.live;

import io.widthwise.console.tally.Rung;

/**
 * A rung of the bundle that is served, with what was measured of it.
 *
 * @param rung the rung
 * @param top1 share of pictures that it labelled rightly, 0 to 1
 */
public record LadderRung(Rung rung, double top1) {}
