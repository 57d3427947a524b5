/** What the page shows: the state of all instances, put together a few times a second. */
package io.widthwise.console.live;
