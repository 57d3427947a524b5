/** Whether the console's page stays responsive while a large fleet's results come. */
package io.widthwise.bench.console;
