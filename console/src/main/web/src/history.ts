import type { Series } from './api';

/** Seconds that plots show. */
export const SPAN_SECONDS = 600;

export interface Columns {
  t: number[];
  classified: number[];
  late: number[];
  shed: number[];
  rejected: number[];
  p50: (number | null)[];
  p99: (number | null)[];
  budget: (number | null)[];
  /** Labelled results by width multiplier, narrowest first. */
  widths: Map<number, number[]>;
}

export function emptyColumns(): Columns {
  return {
    t: [],
    classified: [],
    late: [],
    shed: [],
    rejected: [],
    p50: [],
    p99: [],
    budget: [],
    widths: new Map(),
  };
}

const PLAIN = ['classified', 'late', 'shed', 'rejected', 'p50', 'p99', 'budget'] as const;

/**
 * Takes newly told seconds over, in place of what was told of the same ones before, and drops those
 * that have left the plots. Changes `columns`, so that ten minutes are not copied twice a second.
 */
export function append(columns: Columns, news: Series): void {
  const first = news.t[0];
  if (first === undefined) return;
  let kept = columns.t.length;
  while (kept > 0 && columns.t[kept - 1]! >= first) kept--;
  const before = kept > 0 ? columns.t[kept - 1]! : first - 1;
  if (before !== first - 1) kept = 0; // the stream was away for long: begin anew
  const last = news.t[news.t.length - 1]!;
  const drop = Math.max(0, kept + news.t.length - SPAN_SECONDS, 0);

  const splice = <T>(column: T[], more: T[]) => {
    column.length = kept;
    for (const value of more) column.push(value);
    if (drop > 0) column.splice(0, drop);
  };
  splice(columns.t, news.t);
  for (const name of PLAIN) splice(columns[name] as (number | null)[], news[name]);

  for (const name of Object.keys(news.widths)) {
    const width = Number(name);
    if (!columns.widths.has(width)) columns.widths.set(width, new Array<number>(kept).fill(0));
  }
  for (const [width, column] of columns.widths) {
    while (column.length < kept) column.push(0);
    splice(column, news.widths[widthName(width)] ?? new Array<number>(news.t.length).fill(0));
  }
  if (columns.t[columns.t.length - 1] !== last) throw new Error('seconds out of order');
}

/** As Java writes a double. */
function widthName(width: number): string {
  return Number.isInteger(width) ? `${width}.0` : String(width);
}

/** Widths that occur, narrowest first. */
export function widthsOf(columns: Columns): number[] {
  return [...columns.widths.keys()].sort((a, b) => a - b);
}
