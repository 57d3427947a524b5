package io.widthwise.scene;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;

/** The things to recognise, in label order. */
enum Subject {
  STOP_SIGN(Signs.stop()),
  YIELD_SIGN(Signs.yield()),
  NO_ENTRY(Signs.noEntry()),
  SPEED_LIMIT_30(Signs.speedLimit("30")),
  SPEED_LIMIT_50(Signs.speedLimit("50")),
  SPEED_LIMIT_80(Signs.speedLimit("80")),
  TURN_LEFT(Signs.turn(1)),
  TURN_RIGHT(Signs.turn(-1)),
  ROAD_WORKS(Signs.roadTriangle(Pictograms.DIGGING)),
  TRAFFIC_LIGHT_RED(Things.trafficLight(0)),
  TRAFFIC_LIGHT_GREEN(Things.trafficLight(2)),
  HIGH_VOLTAGE(Signs.warning(Pictograms.BOLT)),
  SLIPPERY_FLOOR(Signs.warning(Pictograms.SLIPPING)),
  FORKLIFT_TRAFFIC(Signs.warning(Pictograms.FORKLIFT)),
  NO_FORKLIFTS(Signs.prohibition(Pictograms.FORKLIFT)),
  EMERGENCY_EXIT(Signs.emergencyExit()),
  FIRST_AID(Signs.firstAid()),
  FIRE_EXTINGUISHER(Things.fireExtinguisher()),
  CONE(Things.cone()),
  BARREL(6, Things::barrel),
  PALLET(Things.pallet()),
  CARDBOARD_BOX(6, Things::cardboardBox),
  FIDUCIAL_MARKER_11(30, random -> Signs.MARKER_11),
  FIDUCIAL_MARKER_42(30, random -> Signs.MARKER_42);

  private static final double SIGN_TILT_DEGREES = 10;

  private final double tiltDegrees;
  private final Function<SplittableRandom, List<Layer>> design;

  Subject(List<Layer> layers) {
    this(SIGN_TILT_DEGREES, random -> layers);
  }

  Subject(double tiltDegrees, Function<SplittableRandom, List<Layer>> design) {
    this.tiltDegrees = tiltDegrees;
    this.design = design;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How far it may be rotated in the picture, either way. */
  double tiltDegrees() {
    return tiltDegrees;
  }

  /** Bottom layer first; the first layers together cover the whole subject. */
  List<Layer> layers(SplittableRandom random) {
    return design.apply(random);
  }
}
