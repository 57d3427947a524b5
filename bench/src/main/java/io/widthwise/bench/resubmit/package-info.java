/** One job after another in one session cluster, and what each leaves behind. */
package io.widthwise.bench.resubmit;
