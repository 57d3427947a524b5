/** What the pipeline's processes take of memory, threads and file descriptors, over time. */
package io.widthwise.bench.footprint;
