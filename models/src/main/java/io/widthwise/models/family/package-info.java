/** From trained networks to a ladder bundle: quantised, calibrated, measured, chosen. */
package io.widthwise.models.family;
