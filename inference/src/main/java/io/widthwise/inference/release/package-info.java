/** Bringing a new bundle to a lane that goes on serving: fetched, tried on some frames, judged. */
package io.widthwise.inference.release;
