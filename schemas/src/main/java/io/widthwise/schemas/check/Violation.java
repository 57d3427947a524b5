package io.widthwise.schemas.check;

import io.widthwise.schemas.quarantine.QuarantineCode;

/**
 * A rule that a frame breaks.
 *
 * @param code kind of rule
 * @param reason a sentence that names the field, what it holds and what is allowed
 */
public record Violation(QuarantineCode code, String reason) {}
