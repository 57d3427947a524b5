/** Hours of load, and whether memory and descriptors stay where they are. */
package io.widthwise.bench.soak;
