/** Fixtures for this module's tests and, as its test jar, for those of others. */
package io.widthwise.inference.testing;
