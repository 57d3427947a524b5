import { useEffect, useRef } from 'preact/hooks';
import type { Camera, FleetPage, SortKey } from '../api';
import { NONE, ago, count, millis, percent, rate } from '../format';
import { widthToken } from '../theme';
import { outcomeName } from './outcomes';
import { PinIcon } from './tiles';

const ROW = 40;
const MARGIN_ROWS = 3;

export interface FleetView {
  q: string;
  state: string;
  sort: SortKey;
  descending: boolean;
  offset: number;
  limit: number;
}

const COLUMNS: { key: SortKey; name: string; cell: string; right?: boolean }[] = [
  { key: 'id', name: 'Camera', cell: 'c-id' },
  { key: 'outcome', name: 'Newest', cell: 'c-outcome' },
  { key: 'label', name: 'Label', cell: 'c-label' },
  { key: 'width', name: 'Model', cell: 'c-width' },
  { key: 'latency', name: 'Latency', cell: 'c-latency', right: true },
  { key: 'slack', name: 'To spare', cell: 'c-slack', right: true },
  { key: 'inTime', name: 'In time', cell: 'c-intime', right: true },
  { key: 'rate', name: 'Rate', cell: 'c-rate', right: true },
  { key: 'seen', name: 'Seen', cell: 'c-seen', right: true },
];

const STATES = [
  ['', 'All'],
  ['classified', 'In time'],
  ['late', 'Late'],
  ['shed', 'Shed'],
  ['rejected', 'Rejected'],
  ['silent', 'Silent'],
] as const;

/** Every camera; of a thousand rows only those on the screen exist, and only those are sent. */
export function FleetTable(props: {
  page: FleetPage | null;
  nowMillis: number;
  view: FleetView;
  setView: (change: (before: FleetView) => FleetView) => void;
  pinned: string[];
  togglePin: (id: string) => void;
}) {
  const { page, nowMillis, view, setView, pinned, togglePin } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const matching = page?.matching ?? 0;

  const look = () => {
    const element = scroller.current!;
    const first = Math.max(0, Math.floor(element.scrollTop / ROW) - MARGIN_ROWS);
    const rows = Math.ceil(element.clientHeight / ROW) + 2 * MARGIN_ROWS;
    // In steps, so that a stream is not opened anew for every row scrolled.
    const offset = Math.floor(first / MARGIN_ROWS) * MARGIN_ROWS;
    const limit = Math.min(200, rows + MARGIN_ROWS);
    setView((before) => (before.offset === offset && before.limit === limit ? before : { ...before, offset, limit }));
  };
  useEffect(() => {
    look();
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  }, []);

  const change = (changed: Partial<FleetView>) => {
    if (scroller.current) scroller.current.scrollTop = 0;
    setView((before) => ({ ...before, offset: 0, ...changed }));
  };
  const sortBy = (key: SortKey) => change({ sort: key, descending: view.sort === key ? !view.descending : key === 'rate' });

  return (
    <>
      <div class="head section">
        <h2 id="fleet-title">Fleet</h2>
        <span class="quiet num" role="status">
          {page ? (matching === page.cameras ? `${count(matching)} cameras` : `${count(matching)} of ${count(page.cameras)} cameras`) : ''}
        </span>
        <div class="filters">
          <label class="search">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <circle cx="11" cy="11" r="6.5" />
              <path d="m16 16 4.5 4.5" />
            </svg>
            <input
              id="fleet-search"
              type="search"
              placeholder="Camera or label"
              aria-label="Search cameras by id or label"
              value={view.q}
              onInput={(event) => change({ q: event.currentTarget.value })}
              onKeyDown={(event) => event.key === 'Escape' && change({ q: '' })}
            />
            <kbd aria-hidden="true">/</kbd>
          </label>
          <div class="segments" role="group" aria-label="Show only">
            {STATES.map(([value, name]) => (
              <button type="button" key={value} aria-pressed={view.state === value} onClick={() => change({ state: value })}>
                {name}
              </button>
            ))}
          </div>
        </div>
      </div>
      <div class="panel fleet" role="table" aria-rowcount={matching + 1} aria-labelledby="fleet-title">
        <div class="row header" role="row" aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <div
              key={column.key}
              role="columnheader"
              class={`${column.cell} ${column.right ? 'right' : ''}`}
              aria-sort={view.sort === column.key ? (view.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button type="button" onClick={() => sortBy(column.key)}>
                {column.name}
                <span class="arrow" aria-hidden="true">
                  {view.sort === column.key ? (view.descending ? '↓' : '↑') : ''}
                </span>
              </button>
            </div>
          ))}
          <div role="columnheader" class="c-pin">
            <span class="hidden">Pin</span>
          </div>
        </div>
        <div class="rows" ref={scroller} tabIndex={0} role="rowgroup" aria-label="Cameras" onScroll={look}>
          {matching === 0 ? (
            <p class="empty">
              {page === null || page.cameras === 0
                ? 'No camera has had a result yet.'
                : 'No camera matches. Clear the search or choose another state.'}
            </p>
          ) : (
            <div class="spacer" role="presentation" style={{ height: `${matching * ROW}px` }}>
              <div role="presentation" class="moved" style={{ transform: `translateY(${(page?.offset ?? 0) * ROW}px)` }}>
                {page!.rows.map((camera, i) => (
                  <Row
                    key={camera.id}
                    index={page!.offset + i + 2}
                    camera={camera}
                    nowMillis={nowMillis}
                    pinned={pinned.includes(camera.id)}
                    togglePin={togglePin}
                  />
                ))}
              </div>
            </div>
          )}
        </div>
      </div>
    </>
  );
}

function Row(props: {
  index: number;
  camera: Camera;
  nowMillis: number;
  pinned: boolean;
  togglePin: (id: string) => void;
}) {
  const { camera, nowMillis, pinned, togglePin } = props;
  const state = camera.silent ? 'SILENT' : camera.outcome;
  return (
    <div class="row" role="row" aria-rowindex={props.index}>
      <div role="rowheader" class="c-id" title={camera.id}>
        {camera.id}
      </div>
      <div role="cell" class="c-outcome" title={camera.reason || undefined}>
        <span class={`badge ${state}`}>{camera.silent ? 'Silent' : outcomeName(camera.outcome)}</span>
      </div>
      <div role="cell" class="c-label" title={camera.label}>
        {camera.label || NONE} {camera.label && <span class="quiet num">{percent(camera.probability)}</span>}
      </div>
      <div role="cell" class="c-width num">
        {camera.rung ? (
          <>
            <i class="dot" style={{ '--key': `var(${widthToken(camera.width!)})` }} aria-hidden="true" />
            {camera.rung}
          </>
        ) : (
          NONE
        )}
      </div>
      <div role="cell" class="c-latency num right">
        {millis(camera.latencyMillis)}
      </div>
      <div role="cell" class={`c-slack num right ${camera.slackMillis < 0 ? 'negative' : ''}`}>
        {millis(camera.slackMillis)}
      </div>
      <div role="cell" class="c-intime num right">
        {percent(camera.inTimeShare)}
      </div>
      <div role="cell" class="c-rate num right">
        {rate(camera.perSecond)}/s
      </div>
      <div role="cell" class="c-seen num right">
        {ago(camera.resultMillis, nowMillis)}
      </div>
      <div role="cell" class="c-pin">
        <button
          type="button"
          class={`pin ${pinned ? 'on' : ''}`}
          aria-pressed={pinned}
          aria-label={`${pinned ? 'Unpin' : 'Pin'} ${camera.id}`}
          title={pinned ? 'Unpin' : 'Pin: show its picture above'}
          onClick={() => togglePin(camera.id)}
        >
          <PinIcon />
        </button>
      </div>
    </div>
  );
}
