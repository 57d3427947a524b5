/** The live page and the API over the results topic. */
package io.widthwise.console;
