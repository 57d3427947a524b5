/** Shows an evaluation to people: plots as SVG, all of it as one HTML page. */
package io.widthwise.models.report;
