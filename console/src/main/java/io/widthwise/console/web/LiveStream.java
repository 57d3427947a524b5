package io.widthwise.console.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.widthwise.console.live.CameraRow;
import io.widthwise.console.live.FleetPage;
import io.widthwise.console.live.FleetQuery;
import io.widthwise.console.live.Overview;
import io.widthwise.console.live.Series;
import io.widthwise.console.live.Snapshot;
import io.widthwise.console.live.Snapshots;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Server-sent events. The thread of each request takes the newest snapshot, writes it and waits
 * until the client has taken it; what came up meanwhile is never sent. So a slow client costs one
 * thread and one snapshot, and their number is bounded.
 */
final class LiveStream {
  static final int MOST_CLIENTS = 64;
  private static final int MOST_TILES = 24;

  /** Seconds that are sent again, since results may still have come for them. */
  private static final int UNSETTLED_SECONDS = 3;

  private final ObjectMapper json;
  private final Semaphore clients = new Semaphore(MOST_CLIENTS);

  LiveStream(ObjectMapper json) {
    this.json = json;
  }

  /**
   * What a client shows.
   *
   * @param query its rows
   * @param tiles how many cameras it shows beside them
   * @param tilesFrom how many cameras to leave out of those
   * @param pinned cameras that come first among them
   * @param since the last second that it knows already, since the epoch; 0 for none
   */
  record View(FleetQuery query, int tiles, int tilesFrom, List<String> pinned, long since) {}

  /**
   * What one event tells.
   *
   * @param overview the fleet at one glance
   * @param series plotted seconds since the last event, and some before them
   * @param fleet the rows that the client shows
   * @param tiles the cameras whose pictures the client shows
   */
  record Event(Overview overview, Series series, FleetPage fleet, List<CameraRow> tiles) {}

  /** Serves one client until it leaves or the server stops. */
  void serve(Context context, Snapshots snapshots) throws IOException {
    View view =
        new View(
            Requests.fleetQuery(context),
            Requests.number(context, "tiles", 0, MOST_TILES, 8),
            Requests.number(context, "tilesFrom", 0, Integer.MAX_VALUE, 0),
            context.queryParams("tile"),
            Requests.number(context, "since", 0, Integer.MAX_VALUE, 0));
    if (!clients.tryAcquire()) {
      context
          .status(HttpStatus.SERVICE_UNAVAILABLE)
          .header("Retry-After", "5")
          .json(new Problem("%d pages are open already; close one".formatted(MOST_CLIENTS)));
      return;
    }
    try {
      HttpServletResponse response = context.res();
      response.setContentType("text/event-stream");
      response.setCharacterEncoding("UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Accel-Buffering", "no");
      OutputStream out = response.getOutputStream();
      out.write("retry: 2000\n\n".getBytes(StandardCharsets.UTF_8));
      follow(out, snapshots, view);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      clients.release();
    }
  }

  /** Writes snapshot after snapshot; how fast {@code out} takes them decides which ones. */
  void follow(OutputStream out, Snapshots snapshots, View view)
      throws IOException, InterruptedException {
    Snapshot snapshot = snapshots.newest();
    long from = view.since() - UNSETTLED_SECONDS;
    while (!snapshots.isClosed()) {
      Series series = snapshot.series(from);
      Event event =
          new Event(
              snapshot.overview(),
              series,
              view.query().of(snapshot.cameras(), snapshot.overview().timeMillis()),
              tiles(snapshot, view));
      out.write("event: snapshot\nid: ".getBytes(StandardCharsets.UTF_8));
      out.write(Long.toString(snapshot.version()).getBytes(StandardCharsets.UTF_8));
      out.write("\ndata: ".getBytes(StandardCharsets.UTF_8));
      out.write(json.writeValueAsBytes(event));
      out.write("\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      if (!series.t().isEmpty()) {
        from = series.t().get(series.t().size() - 1) - UNSETTLED_SECONDS;
      }
      snapshot = snapshots.after(snapshot.version());
    }
  }

  private static List<CameraRow> tiles(Snapshot snapshot, View view) {
    long now = snapshot.overview().timeMillis();
    Set<String> taken = new LinkedHashSet<>();
    List<CameraRow> rows = new ArrayList<>();
    for (String id : view.pinned()) {
      if (rows.size() < view.tiles() && taken.add(id)) {
        snapshot.camera(id).map(camera -> CameraRow.of(camera, now)).ifPresent(rows::add);
      }
    }
    snapshot.cameras().stream()
        .filter(camera -> !taken.contains(camera.cameraId()))
        .skip(view.tilesFrom())
        .limit(view.tiles() - rows.size())
        .forEach(camera -> rows.add(CameraRow.of(camera, now)));
    return rows;
  }
}
