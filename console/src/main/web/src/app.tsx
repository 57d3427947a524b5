import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Camera, View } from './api';
import { useCalm, useInView, useWhileSeen } from './hooks';
import { FleetTable, type FleetView } from './parts/fleet';
import { Header } from './parts/header';
import { Kpis } from './parts/kpis';
import { Ladder } from './parts/ladder';
import { LatencyPlot, WidthPlot } from './parts/plots';
import { Outcomes } from './parts/outcomes';
import { Quarantine } from './parts/quarantine';
import { Tiles } from './parts/tiles';
import { Notice } from './parts/notice';
import { still } from './still';
import { useLive } from './stream';
import { useTheme } from './theme';

const PINNED = 'widthwise.pinned';
/** A little less than two snapshots, which do not come to the millisecond. */
const FLEET_MILLIS = 900;

const NO_CAMERAS: Camera[] = [];

// Parts whose input is the same are not drawn again.
const StillKpis = still(Kpis);
const StillLatencyPlot = still(LatencyPlot);
const StillWidthPlot = still(WidthPlot);
const StillLadder = still(Ladder);
const StillOutcomes = still(Outcomes);
const StillTiles = still(Tiles);
const StillFleetTable = still(FleetTable);
const StillQuarantine = still(Quarantine);

function storedPins(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PINNED) ?? '[]');
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string').slice(0, 24) : [];
  } catch {
    return [];
  }
}

export function App() {
  const [theme, toggleTheme] = useTheme();
  const [fleetView, setFleetView] = useState<FleetView>({
    q: '',
    state: '',
    sort: 'id',
    descending: false,
    offset: 0,
    limit: 40,
  });
  const [pinned, setPinned] = useState(storedPins);
  const [tilesFrom, setTilesFrom] = useState(0);
  const [kpisRef, kpisSeen] = useInView();
  const [tilesRef, tilesSeen] = useInView();
  const [fleetRef, fleetSeen] = useInView();
  const [plotsRef, plotsSeen] = useInView();
  const [modelsRef, modelsSeen] = useInView();
  const [quarantineRef, quarantineSeen] = useInView();
  const tileCount = useTileCount();

  const view: View = useMemo(
    () => ({
      ...fleetView,
      // Only what can be seen is sent.
      limit: fleetSeen ? fleetView.limit : 0,
      tiles: tilesSeen ? tileCount : 0,
      tilesFrom,
      pinned: tilesSeen ? pinned : [],
    }),
    [fleetView, fleetSeen, tilesSeen, tileCount, tilesFrom, pinned],
  );
  const { snapshot, columns, link } = useLive(view);

  const togglePin = useCallback((id: string) => {
    setPinned((before) => {
      const after = before.includes(id) ? before.filter((each) => each !== id) : [id, ...before].slice(0, 24);
      localStorage.setItem(PINNED, JSON.stringify(after));
      return after;
    });
  }, []);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) {
        event.preventDefault();
        document.getElementById('fleet-search')?.focus();
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);

  const overview = snapshot?.overview ?? null;
  const kpisOverview = useWhileSeen(overview, kpisSeen);
  const plotsSnapshot = useWhileSeen(snapshot, plotsSeen);
  const modelsOverview = useWhileSeen(overview, modelsSeen);
  const quarantineOverview = useWhileSeen(overview, quarantineSeen);
  // Tiles and rows are sent while they can be seen; until the first come, those from before stay.
  const hasTiles = snapshot !== null && (snapshot.tiles.length > 0 || snapshot.overview.cameras === 0);
  const tilesSnapshot = useWhileSeen(snapshot, tilesSeen && hasTiles);
  const hasRows = snapshot !== null && (snapshot.fleet.rows.length > 0 || snapshot.fleet.matching === 0);
  const fleetSnapshot = useCalm(
    useWhileSeen(snapshot, fleetSeen && hasRows),
    FLEET_MILLIS,
    JSON.stringify([fleetView, fleetSeen]),
  );

  return (
    <>
      <a class="skip" href="#cameras">
        Skip to the cameras
      </a>
      <Header overview={overview} link={link} theme={theme} toggleTheme={toggleTheme} />
      <main>
        <Notice overview={overview} link={link} />
        <StillKpis overview={kpisOverview} box={kpisRef} />
        <section id="overview" ref={plotsRef} class="grid two" aria-label="The last ten minutes">
          <StillLatencyPlot columns={columns} snapshot={plotsSnapshot} theme={theme} visible={plotsSeen} />
          <StillWidthPlot columns={columns} snapshot={plotsSnapshot} theme={theme} visible={plotsSeen} />
        </section>
        <section class="grid two" ref={modelsRef} aria-label="Models and outcomes">
          <StillLadder overview={modelsOverview} />
          <StillOutcomes overview={modelsOverview} />
        </section>
        <section id="cameras" ref={tilesRef} aria-labelledby="cameras-title">
          <StillTiles
            cameras={tilesSnapshot?.tiles ?? NO_CAMERAS}
            total={tilesSnapshot?.overview.cameras ?? 0}
            nowMillis={tilesSnapshot?.overview.timeMillis ?? 0}
            count={tileCount}
            from={tilesFrom}
            setFrom={setTilesFrom}
            pinned={pinned}
            togglePin={togglePin}
            visible={tilesSeen}
          />
        </section>
        <section id="fleet" ref={fleetRef} aria-labelledby="fleet-title">
          <StillFleetTable
            page={fleetSnapshot?.fleet ?? null}
            nowMillis={fleetSnapshot?.overview.timeMillis ?? 0}
            view={fleetView}
            setView={setFleetView}
            pinned={pinned}
            togglePin={togglePin}
          />
        </section>
        <section id="quarantine" ref={quarantineRef} aria-labelledby="quarantine-title">
          <StillQuarantine
            counts={quarantineOverview?.quarantine ?? null}
            nowMillis={quarantineOverview?.timeMillis ?? 0}
          />
        </section>
      </main>
      <footer>
        <span>Widthwise</span>
        <a href="/openapi.json">API</a>
        <a href="/api/overview">This page’s data</a>
      </footer>
    </>
  );
}

/** Whole rows of tiles, however wide the page is. */
function useTileCount(): number {
  const count = () => (innerWidth < 640 ? 4 : innerWidth < 1080 ? 6 : 8);
  const [tiles, setTiles] = useState(count);
  useEffect(() => {
    const change = () => setTiles(count());
    addEventListener('resize', change);
    return () => removeEventListener('resize', change);
  }, []);
  return tiles;
}
