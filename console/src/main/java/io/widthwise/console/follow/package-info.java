/** What the console reads from Kafka. */
package io.widthwise.console.follow;
