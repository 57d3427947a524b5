/** What is kept of results: by second, and by camera. */
package io.widthwise.console.tally;
