/** Static post-training quantisation of floating-point chains to 8 bits. */
package io.widthwise.models.quantise;
