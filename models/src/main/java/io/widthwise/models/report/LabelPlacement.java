package io.widthwise.models.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds a place for each point's label where it hides neither points nor other labels: the cheapest
 * of some places around the point, one label after the other, and again until nothing changes. A
 * place costs what it covers (labels, then points, then lines), what of it is outside of the plot,
 * its distance, and each other point that it is as near to.
 */
final class LabelPlacement {
  private static final double[] DISTANCES = {9, 16, 26, 38, 54, 72};
  private static final int DIRECTIONS = 16;
  private static final int ROUNDS = 6;
  private static final double MARK = 6;
  private static final double LABEL_COST = 60;
  private static final double MARK_COST = 40;
  private static final double OUTSIDE_COST = 200;
  private static final double LINE_COST = 8;
  private static final double LEADER_COST = 30;
  private static final double DISTANCE_COST = 4;
  private static final double AMBIGUITY_COST = 120;
  private static final double CLEARLY_NEARER = 4;

  private final Box plot;
  private final List<Point> points;
  private final List<Point> line;
  private final List<Box> sizes;
  private final List<Box> placed = new ArrayList<>();

  private LabelPlacement(Box plot, List<Point> points, List<Point> line, List<Box> sizes) {
    this.plot = plot;
    this.points = points;
    this.line = line;
    this.sizes = sizes;
  }

  /**
   * Places labels.
   *
   * @param plot to stay in
   * @param points one for each label
   * @param line a path not to write on, perhaps empty
   * @param sizes of the labels, wherever they are
   * @return where each label goes
   */
  static List<Box> place(Box plot, List<Point> points, List<Point> line, List<Box> sizes) {
    LabelPlacement placement = new LabelPlacement(plot, points, line, sizes);
    for (int i = 0; i < points.size(); i++) {
      placement.placed.add(placement.cheapest(i));
    }
    for (int round = 0; round < ROUNDS && placement.improve(); round++) {
      // Each round moves labels that others now leave better places for.
    }
    return List.copyOf(placement.placed);
  }

  private boolean improve() {
    boolean moved = false;
    for (int i = 0; i < points.size(); i++) {
      Box better = cheapest(i);
      moved |= !better.equals(placed.get(i));
      placed.set(i, better);
    }
    return moved;
  }

  private Box cheapest(int label) {
    Box best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double distance : DISTANCES) {
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        Box candidate = candidate(label, distance, 2 * Math.PI * direction / DIRECTIONS);
        double cost = cost(label, candidate) + DISTANCE_COST * distance;
        if (cost < least) {
          least = cost;
          best = candidate;
        }
      }
    }
    return best;
  }

  /** The label's nearest edge, not its centre, is at the distance. */
  private Box candidate(int label, double distance, double angle) {
    Point point = points.get(label);
    double halfWidth = sizes.get(label).width() / 2;
    double halfHeight = sizes.get(label).height() / 2;
    double x = Math.cos(angle);
    double y = Math.sin(angle);
    Point centre =
        new Point(
            point.x() + x * distance + halfWidth * Math.max(-1, Math.min(1, 2 * x)),
            point.y() + y * distance + halfHeight * Math.max(-1, Math.min(1, 2 * y)));
    return Box.around(centre, halfWidth, halfHeight);
  }

  private double cost(int label, Box candidate) {
    double cost = OUTSIDE_COST * candidate.outside(plot);
    Point own = points.get(label);
    Point end = candidate.nearest(own);
    for (int i = 0; i < points.size(); i++) {
      cost += MARK_COST * candidate.overlap(Box.around(points.get(i), MARK, MARK));
      if (i != label) {
        if (distance(candidate, points.get(i)) < distance(candidate, own) + CLEARLY_NEARER) {
          cost += AMBIGUITY_COST;
        }
        cost += LEADER_COST * Box.around(points.get(i), MARK, MARK).crossing(own, end);
        if (i < placed.size()) {
          cost += LABEL_COST * candidate.overlap(placed.get(i));
          cost += LEADER_COST * placed.get(i).crossing(own, end);
          cost +=
              LEADER_COST * candidate.crossing(points.get(i), placed.get(i).nearest(points.get(i)));
        }
      }
    }
    for (int i = 1; i < line.size(); i++) {
      cost += LINE_COST * candidate.crossing(line.get(i - 1), line.get(i));
    }
    return cost;
  }

  private static double distance(Box label, Point point) {
    Point nearest = label.nearest(point);
    return Math.hypot(nearest.x() - point.x(), nearest.y() - point.y());
  }
}
