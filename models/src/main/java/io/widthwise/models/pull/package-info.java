/** Fetches published weights whose bytes are pinned, so that an import knows what it imports. */
package io.widthwise.models.pull;
