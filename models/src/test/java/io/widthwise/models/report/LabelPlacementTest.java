package io.widthwise.models.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelPlacementTest {
  private static final Box PLOT = new Box(60, 60, 900, 500);
  private static final Box LABEL = new Box(0, 0, 60, 14);

  @Test
  void keepsLabelsApartInACrowdOfPairs() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      points.add(new Point(80 + 50 * i, 480 - 26 * i));
      points.add(new Point(95 + 50 * i, 476 - 26 * i));
    }
    List<Box> labels =
        LabelPlacement.place(PLOT, points, points, Collections.nCopies(points.size(), LABEL));
    for (int i = 0; i < labels.size(); i++) {
      assertThat(labels.get(i).outside(PLOT)).as("label %d outside", i).isLessThan(1e-6);
      for (int j = 0; j < i; j++) {
        assertThat(labels.get(i).overlap(labels.get(j))).as("labels %d and %d", i, j).isZero();
      }
      for (Point point : points) {
        assertThat(labels.get(i).overlap(Box.around(point, 4, 4))).as("point under %d", i).isZero();
      }
    }
  }

  @Test
  void staysInsideWithAPointInTheCorner() {
    List<Box> labels =
        LabelPlacement.place(PLOT, List.of(new Point(899, 61)), List.of(), List.of(LABEL));
    assertThat(labels.get(0).outside(PLOT)).isLessThan(1e-6);
  }
}
