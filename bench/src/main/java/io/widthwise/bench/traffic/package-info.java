/** Cameras that send to the running pipeline, and what becomes of each of their frames. */
package io.widthwise.bench.traffic;
