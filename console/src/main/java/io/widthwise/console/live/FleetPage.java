package io.widthwise.console.live;

import java.util.List;

/**
 * Part of the fleet.
 *
 * @param cameras how many cameras there are
 * @param matching how many match the query
 * @param offset how many of those come before {@code rows}
 * @param rows the cameras asked for
 */
public record FleetPage(int cameras, int matching, int offset, List<CameraRow> rows) {}
