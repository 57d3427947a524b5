/** Traces that are made up, each kind in a class of its own. */
package io.widthwise.bench.simulate.generate;
