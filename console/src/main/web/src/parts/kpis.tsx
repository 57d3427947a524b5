import type { ComponentChildren, RefObject } from 'preact';
import type { Overview } from '../api';
import { NONE, count, millis, percent, rate } from '../format';

export function Kpis({ overview, box }: { overview: Overview | null; box: RefObject<HTMLElement | null> }) {
  const window = overview?.window;
  const share = window?.inTimeShare ?? null;
  const budget = window?.budgetMillis ?? null;
  const over = window && window.p99 !== null && budget !== null && window.p99 > budget;
  return (
    <section ref={box} class="kpis" aria-label={`The last ${window?.seconds ?? 60} seconds`}>
      <Kpi
        label="By the deadline"
        value={percent(share)}
        tone={share === null ? '' : share >= 0.99 ? 'good' : share >= 0.95 ? 'warn' : 'bad'}
      >
        <Meter share={share} />
      </Kpi>
      <Kpi label="Median latency" value={millis(window?.p50 ?? null)}>
        {budget === null ? 'no results yet' : `of ${millis(budget)} allowed`}
      </Kpi>
      <Kpi label="99th percentile" value={millis(window?.p99 ?? null)} tone={over ? 'bad' : ''}>
        {budget === null ? 'no results yet' : over ? 'over the deadline' : `${millis(budget - (window?.p99 ?? 0))} to spare`}
      </Kpi>
      <Kpi label="Mean width" value={window?.meanWidth == null ? NONE : window.meanWidth.toFixed(2)}>
        <Meter share={window?.meanWidth ?? null} plain />
      </Kpi>
      <Kpi label="Results a second" value={window ? rate(window.perSecond) : NONE}>
        {overview ? `${count(total(overview))} in all` : ''}
      </Kpi>
      <Kpi label="Cameras" value={overview ? count(overview.cameras) : NONE} tone={overview?.silent ? 'warn' : ''}>
        {overview ? (overview.silent ? `${count(overview.silent)} silent` : overview.cameras ? 'all heard from' : 'none yet') : ''}
      </Kpi>
    </section>
  );
}

function total(overview: Overview): number {
  const { classified, late, shed, rejected } = overview.total;
  return classified + late + shed + rejected;
}

function Kpi(props: { label: string; value: string; tone?: string; children?: ComponentChildren }) {
  return (
    <div class={`kpi ${props.tone ?? ''}`}>
      <h2>{props.label}</h2>
      <p class="value num">{props.value}</p>
      <div class="note num">{props.children}</div>
    </div>
  );
}

function Meter({ share, plain }: { share: number | null; plain?: boolean }) {
  return (
    <span class={`meter ${plain ? 'plain' : ''}`} aria-hidden="true">
      <i style={{ transform: `scaleX(${share ?? 0})` }} />
    </span>
  );
}
