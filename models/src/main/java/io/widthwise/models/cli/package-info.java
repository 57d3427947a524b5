/** The {@code models} commands. */
package io.widthwise.models.cli;
