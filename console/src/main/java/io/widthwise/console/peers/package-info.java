/** How instances find and ask each other. */
package io.widthwise.console.peers;
