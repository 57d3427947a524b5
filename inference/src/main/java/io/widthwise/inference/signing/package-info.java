/** Who made a bundle: an Ed25519 signature over the hash of every file in it. */
package io.widthwise.inference.signing;
