/** Makes a ladder bundle from trained networks. */
package io.widthwise.models.importing;
