const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const ONE = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const NONE = '–';

export function count(value: number): string {
  return value < 100_000 ? WHOLE.format(value) : COMPACT.format(value);
}

export function rate(value: number): string {
  return value < 100 ? ONE.format(value) : WHOLE.format(value);
}

export function millis(value: number | null): string {
  if (value === null) return NONE;
  if (Math.abs(value) >= 10_000) return `${ONE.format(value / 1000)} s`;
  return `${Math.abs(value) < 100 ? ONE.format(value) : WHOLE.format(value)} ms`;
}

/** Never rounds up to 100 %: one frame in a thousand that was late shows. */
export function percent(share: number | null): string {
  if (share === null) return NONE;
  if (share === 1 || share === 0) return `${share * 100} %`;
  return `${ONE.format(Math.min(99.9, Math.max(0.1, share * 100)))} %`;
}

export function width(value: number | null): string {
  return value === null ? NONE : String(value);
}

export function clock(timeMillis: number): string {
  return CLOCK.format(timeMillis);
}

export function ago(timeMillis: number, nowMillis: number): string {
  const seconds = Math.max(0, Math.round((nowMillis - timeMillis) / 1000));
  if (seconds < 2) return 'now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return `${Math.floor(seconds / 3600)} h ago`;
}

export function bytes(value: number): string {
  if (value < 0) return 'not kept';
  if (value < 1024) return `${value} B`;
  if (value < 1024 * 1024) return `${ONE.format(value / 1024)} KiB`;
  return `${ONE.format(value / 1024 / 1024)} MiB`;
}
