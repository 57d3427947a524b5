package io.widthwise.bench.fleet;

/** How many frames a lane has not done yet. */
@FunctionalInterface
interface Outstanding {
  int frames(int lane, long atMicros);
}
