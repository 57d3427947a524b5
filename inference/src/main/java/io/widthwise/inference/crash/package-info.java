/** Which frame kills: a journal that outlives the process, and what follows from it. */
package io.widthwise.inference.crash;
