/** How a running job follows the models topic: one desk a lane, each deciding for itself. */
package io.widthwise.job.release;
