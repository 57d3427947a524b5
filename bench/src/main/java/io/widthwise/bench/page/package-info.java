/** Reports as text, pages with plots, and JSON. */
package io.widthwise.bench.page;
