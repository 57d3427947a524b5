/** Puts a classifier that came from anywhere into a bundle: checked, wrapped, tried, described. */
package io.widthwise.models.adding;
