/**
 * Policies to measure water-filling against, each after its paper and with the benefit of the
 * doubt: all of them see the same learned service times, keep the same margin before a deadline
 * where they choose, take frames in the order of their deadlines, give up the same hopeless frames
 * and pass over those that are forecast to be late while others are not.
 */
package io.widthwise.inference.schedule.baseline;
