package io.widthwise.models.adding;

import io.widthwise.inference.bundle.Accuracy;
import io.widthwise.inference.bundle.Normalisation;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Resize;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is told of a model that is added to a bundle.
 *
 * @param family network family
 * @param width width multiplier, in (0, 1]
 * @param resolution side of the square input, pixels; if empty, the one that the model fixes
 * @param labels file of class names; may be empty where the bundle is there already
 * @param precision arithmetic of the model; if empty, int8 where it has quantised operators
 * @param normalisation what the model wants done to pixels if it takes floats; if empty, from 0 to
 *     255 to -1 to 1 as MobileNets are trained
 * @param output name of the output with the class scores, if the model has several outputs
 * @param scores what the scores are; if empty, seen by the operator that they come from
 * @param resize what part of a picture goes into the model
 * @param accuracy as known from elsewhere
 * @param name what the ladder recognises, if the bundle is new
 * @param release name of the bundle's release with this model; if empty, a short hash of its
 *     content
 * @param force whether to replace a variant of the same family, width, resolution and precision
 */
public record AddOptions(
    String family,
    double width,
    Optional<Integer> resolution,
    Optional<Path> labels,
    Optional<Precision> precision,
    Optional<Normalisation> normalisation,
    Optional<String> output,
    Optional<Scores> scores,
    Resize resize,
    Optional<Accuracy> accuracy,
    String name,
    Optional<String> release,
    boolean force) {}
