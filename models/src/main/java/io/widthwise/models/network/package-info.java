/** A quantised convolutional network as plain values, free of any file format. */
package io.widthwise.models.network;
