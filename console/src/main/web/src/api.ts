/** What the console's server tells; see openapi.json. */

export type Outcome = 'CLASSIFIED' | 'LATE' | 'SHED' | 'REJECTED';

export interface OutcomeCounts {
  classified: number;
  late: number;
  shed: number;
  rejected: number;
}

export interface Camera {
  id: string;
  sequence: number;
  outcome: Outcome;
  silent: boolean;
  label: string;
  probability: number;
  rung: string | null;
  width: number | null;
  release: string | null;
  reason: string;
  latencyMillis: number;
  slackMillis: number;
  budgetMillis: number;
  resultMillis: number;
  perSecond: number;
  inTimeShare: number;
  counts: OutcomeCounts;
}

export interface LadderStep {
  rung: string;
  family: string;
  width: number;
  resolution: number;
  precision: string;
  release: string;
  top1: number | null;
  share: number;
  results: number;
  serviceMillis: number | null;
  inUse: boolean;
}

export interface Overview {
  timeMillis: number;
  pushMillis: number;
  state: string;
  complete: boolean;
  instances: { address: string; self: boolean; answers: boolean; cameras: number }[];
  cameras: number;
  silent: number;
  window: {
    seconds: number;
    perSecond: number;
    outcomes: OutcomeCounts;
    inTimeShare: number | null;
    p50: number | null;
    p95: number | null;
    p99: number | null;
    budgetMillis: number | null;
    meanWidth: number | null;
  };
  total: OutcomeCounts;
  undecodable: number;
  ladder: LadderStep[];
  refusals: { outcome: Outcome; reason: string; count: number }[];
  quarantine: { kept: number; newest: string | null; codes: Record<string, number> };
}

export interface Series {
  t: number[];
  classified: number[];
  late: number[];
  shed: number[];
  rejected: number[];
  p50: (number | null)[];
  p99: (number | null)[];
  budget: (number | null)[];
  widths: Record<string, number[]>;
}

export interface FleetPage {
  cameras: number;
  matching: number;
  offset: number;
  rows: Camera[];
}

export interface Snapshot {
  overview: Overview;
  series: Series;
  fleet: FleetPage;
  tiles: Camera[];
}

export interface Quarantined {
  id: string;
  timeMillis: number;
  camera: string;
  code: string;
  reason: string;
  origin: string;
  bytes: number;
  headers: Record<string, string>;
}

export type SortKey =
  | 'id'
  | 'outcome'
  | 'label'
  | 'width'
  | 'latency'
  | 'slack'
  | 'rate'
  | 'inTime'
  | 'seen';

/** What the page shows now, and so what the server is to send. */
export interface View {
  q: string;
  state: string;
  sort: SortKey;
  descending: boolean;
  offset: number;
  limit: number;
  tiles: number;
  tilesFrom: number;
  pinned: string[];
}

export function streamUrl(view: View, since: number): string {
  const parameters = new URLSearchParams({
    sort: view.sort,
    descending: String(view.descending),
    offset: String(view.offset),
    limit: String(view.limit),
    tiles: String(view.tiles),
    tilesFrom: String(view.tilesFrom),
    since: String(since),
  });
  if (view.q) parameters.set('q', view.q);
  if (view.state) parameters.set('state', view.state);
  for (const id of view.pinned) parameters.append('tile', id);
  return `/api/stream?${parameters}`;
}

export function frameUrl(camera: Camera): string {
  return `/api/cameras/${encodeURIComponent(camera.id)}/frame?sequence=${camera.sequence}`;
}

export async function quarantined(signal: AbortSignal): Promise<Quarantined[]> {
  const answer = await fetch('/api/quarantine', { signal });
  if (!answer.ok) throw new Error(`quarantine: ${answer.status}`);
  return (await answer.json()) as Quarantined[];
}
