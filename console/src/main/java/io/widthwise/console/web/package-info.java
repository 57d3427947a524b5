/** The HTTP server. */
package io.widthwise.console.web;
