/** More frames than can be served: what gives, what holds, and how soon it is over. */
package io.widthwise.bench.overload;
