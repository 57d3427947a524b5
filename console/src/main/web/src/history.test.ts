import { describe, expect, it } from 'vitest';
import type { Series } from './api';
import { SPAN_SECONDS, append, emptyColumns, widthsOf } from './history';

function series(from: number, to: number, widths: Record<string, number> = { '0.5': 3 }): Series {
  const t: number[] = [];
  for (let second = from; second <= to; second++) t.push(second);
  const all = (value: number) => t.map(() => value);
  return {
    t,
    classified: all(5),
    late: all(0),
    shed: all(1),
    rejected: all(0),
    p50: all(12),
    p99: all(30),
    budget: all(100),
    widths: Object.fromEntries(Object.entries(widths).map(([key, value]) => [key, all(value)])),
  };
}

describe('history', () => {
  it('replaces seconds that are told again', () => {
    const columns = emptyColumns();
    append(columns, series(100, 110));
    const again = series(109, 112);
    again.classified = [7, 7, 7, 7];
    append(columns, again);
    expect(columns.t).toHaveLength(13);
    expect(columns.classified.slice(-5)).toEqual([5, 7, 7, 7, 7]);
  });

  it('keeps no more seconds than plots show', () => {
    const columns = emptyColumns();
    for (let start = 0; start < 5 * SPAN_SECONDS; start += 50) append(columns, series(start, start + 49));
    expect(columns.t).toHaveLength(SPAN_SECONDS);
    expect(columns.p99).toHaveLength(SPAN_SECONDS);
    expect(columns.widths.get(0.5)).toHaveLength(SPAN_SECONDS);
  });

  it('begins anew after a gap', () => {
    const columns = emptyColumns();
    append(columns, series(100, 110));
    append(columns, series(500, 505));
    expect(columns.t).toEqual([500, 501, 502, 503, 504, 505]);
  });

  it('fills in widths that come up late and those that go away', () => {
    const columns = emptyColumns();
    append(columns, series(1, 2, { '0.25': 4 }));
    append(columns, series(3, 4, { '1.0': 2 }));
    expect(widthsOf(columns)).toEqual([0.25, 1]);
    expect(columns.widths.get(0.25)).toEqual([4, 4, 0, 0]);
    expect(columns.widths.get(1)).toEqual([0, 0, 2, 2]);
  });
});
