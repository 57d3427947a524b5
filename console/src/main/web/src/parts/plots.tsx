import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import uPlot from 'uplot';
import type { Snapshot } from '../api';
import { type Columns, SPAN_SECONDS, widthsOf } from '../history';
import { NONE, millis, percent } from '../format';
import { type Theme, token, widthToken } from '../theme';

interface PlotProps {
  columns: Columns;
  snapshot: Snapshot | null;
  theme: Theme;
  visible: boolean;
}

const HEIGHT = 232;

export function LatencyPlot({ columns, snapshot, theme, visible }: PlotProps) {
  const window = snapshot?.overview.window;
  return (
    <Panel
      title="Latency"
      note="capture to label, each second"
      empty={columns.t.length === 0}
      legend={
        <>
          <Key token="--p50" name="p50" value={millis(window?.p50 ?? null)} />
          <Key token="--p99" name="p99" value={millis(window?.p99 ?? null)} />
          <Key token="--budget" name="deadline" value={millis(window?.budgetMillis ?? null)} dashed />
        </>
      }
    >
      <Plot
        label="Median and 99th percentile of latency over the last ten minutes"
        columns={columns}
        visible={visible}
        shape={theme}
        options={latencyOptions}
        data={(c) => [c.t, c.p50, c.p99, c.budget]}
      />
    </Panel>
  );
}

export function WidthPlot({ columns, theme, visible }: PlotProps) {
  const widths = widthsOf(columns);
  const last = Math.max(0, columns.t.length - 60);
  const sums = widths.map((width) => sum(columns.widths.get(width)!, last));
  const all = sums.reduce((a, b) => a + b, 0);
  return (
    <Panel
      title="Width"
      note="share of labelled frames, each second"
      empty={widths.length === 0}
      legend={
        <>
          {widths.map((width, i) => (
            <Key
              key={width}
              token={widthToken(width)}
              name={widthText(width)}
              value={all ? percent(sums[i]! / all) : NONE}
              block
            />
          ))}
        </>
      }
    >
      <Plot
        label="Share of frames by model width over the last ten minutes"
        columns={columns}
        visible={visible}
        shape={`${theme} ${widths.join(' ')}`}
        options={() => widthOptions(widths)}
        data={(c) => stacked(c, widths)}
      />
    </Panel>
  );
}

/** As rungs are written: 1.0, not 1. */
function widthText(width: number): string {
  return Number.isInteger(width) ? width.toFixed(1) : String(width);
}

function sum(values: number[], from: number): number {
  let total = 0;
  for (let i = from; i < values.length; i++) total += values[i]!;
  return total;
}

/** Cumulative shares, the widest of all at the bottom. */
function stacked(columns: Columns, widths: number[]): uPlot.AlignedData {
  const rows = columns.t.length;
  const totals = new Array<number>(rows).fill(0);
  for (const width of widths) {
    const column = columns.widths.get(width)!;
    for (let i = 0; i < rows; i++) totals[i]! += column[i]!;
  }
  const below = new Array<number>(rows).fill(0);
  const series: (number | null)[][] = [];
  for (const width of [...widths].reverse()) {
    const column = columns.widths.get(width)!;
    const line = new Array<number | null>(rows);
    for (let i = 0; i < rows; i++) {
      below[i]! += column[i]!;
      line[i] = totals[i]! > 0 ? (100 * below[i]!) / totals[i]! : null;
    }
    series.push(line);
  }
  // Drawn from the highest line down, each over the one before.
  return [columns.t, ...series.reverse()] as uPlot.AlignedData;
}

function axes(values: (u: uPlot, splits: number[]) => string[]): uPlot.Axis[] {
  const font = '11px "Inter Variable", system-ui, sans-serif';
  const stroke = token('--muted');
  const grid = { stroke: token('--grid'), width: 1 };
  return [
    {
      stroke,
      font,
      grid: { show: false },
      ticks: { show: false },
      size: 26,
      space: 90,
      values: (_, splits) =>
        splits.map((second) => {
          const time = new Date(second * 1000);
          return `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
        }),
      incrs: [60, 120, 300, 600],
    },
    { stroke, font, grid, ticks: { show: false }, size: 46, space: 38, values },
  ];
}

const CURSOR: uPlot.Cursor = { y: false, points: { size: 7 }, drag: { x: false, y: false } };

function latencyOptions(): Partial<uPlot.Options> & { series: uPlot.Series[] } {
  const ms = (_: uPlot, value: number | null) => millis(value ?? null);
  return {
    cursor: CURSOR,
    scales: { x: { time: true }, y: { range: (_u, _min, max) => [0, Math.max(10, (max ?? 0) * 1.12)] } },
    axes: axes((_, splits) => splits.map((value) => `${value} ms`)),
    series: [
      {},
      { label: 'p50', stroke: token('--p50'), width: 2, points: { show: false }, value: ms },
      { label: 'p99', stroke: token('--p99'), width: 1.5, points: { show: false }, value: ms },
      { label: 'deadline', stroke: token('--budget'), width: 1.25, dash: [5, 5], points: { show: false }, value: ms },
    ],
  };
}

function widthOptions(widths: number[]): Partial<uPlot.Options> & { series: uPlot.Series[] } {
  return {
    cursor: CURSOR,
    scales: { x: { time: true }, y: { range: [0, 100] } },
    axes: axes((_, splits) => splits.map((value) => `${value} %`)),
    series: [
      {},
      ...widths.map((width) => ({
        label: String(width),
        stroke: token('--surface'),
        width: 1,
        fill: token(widthToken(width)),
        points: { show: false },
      })),
    ],
  };
}

/** Keeps one uPlot and gives it new data with every snapshot. */
function Plot(props: {
  label: string;
  columns: Columns;
  visible: boolean;
  /** When this changes, the plot is made anew. */
  shape: string;
  options: () => Partial<uPlot.Options> & { series: uPlot.Series[] };
  data: (columns: Columns) => uPlot.AlignedData;
}) {
  const { columns, visible, shape, options, data, label } = props;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);

  useEffect(() => {
    const element = host.current!;
    const made = new uPlot(
      { width: element.clientWidth || 600, height: HEIGHT, legend: { show: false }, padding: [8, 8, 0, 0], ...options() },
      data(columns),
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) made.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape]);

  // There is something new to draw once a second, however often snapshots come.
  const last = columns.t[columns.t.length - 1];
  useEffect(() => {
    const current = plot.current;
    if (!current || !visible || last === undefined) return;
    current.batch(() => {
      current.setData(data(columns), false);
      current.setScale('x', { min: last - SPAN_SECONDS + 1, max: last });
    });
  }, [last, shape, visible]);

  return <div class="plot" ref={host} role="img" aria-label={label} />;
}

export function Panel(props: {
  title: string;
  note?: string;
  empty?: boolean;
  legend?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <article class="panel">
      <div class="head">
        <h2>{props.title}</h2>
        {props.note && <span class="quiet">{props.note}</span>}
        {props.legend && <div class="legend num">{props.legend}</div>}
      </div>
      <div class="body">
        {props.children}
        {props.empty && <p class="empty over">Appears with the first results.</p>}
      </div>
    </article>
  );
}

function Key(props: { token: string; name: string; value: string; dashed?: boolean; block?: boolean }) {
  return (
    <span class="key">
      <i
        class={props.block ? 'block' : props.dashed ? 'dashed' : ''}
        style={{ '--key': `var(${props.token})` }}
        aria-hidden="true"
      />
      <span class="quiet">{props.name}</span> {props.value}
    </span>
  );
}
