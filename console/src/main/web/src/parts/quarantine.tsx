import { useEffect, useState } from 'preact/hooks';
import { type Overview, type Quarantined, quarantined } from '../api';
import { ago, bytes, clock, count } from '../format';

const SHOWN = 100;

/** What was refused, why, and where it came from. */
export function Quarantine({ counts, nowMillis }: { counts: Overview['quarantine'] | null; nowMillis: number }) {
  const [items, setItems] = useState<Quarantined[]>([]);
  const [code, setCode] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const newest = counts?.newest ?? null;
  const kept = counts?.kept ?? 0;

  useEffect(() => {
    if (!newest) {
      setItems([]);
      return;
    }
    const abort = new AbortController();
    quarantined(abort.signal).then(setItems, () => undefined);
    return () => abort.abort();
  }, [newest, kept]);

  const codes = Object.entries(counts?.codes ?? {});
  const matching = code && counts?.codes[code] ? items.filter((item) => item.code === code) : items;
  return (
    <>
      <div class="head section">
        <h2 id="quarantine-title">Quarantine</h2>
        <span class="quiet num">{kept > 0 ? `the newest ${count(kept)}` : ''}</span>
        {codes.length > 0 && (
          <div class="filters">
            <div class="segments" role="group" aria-label="Show only">
              <button type="button" aria-pressed={code === ''} onClick={() => setCode('')}>
                All
              </button>
              {codes.map(([name, number]) => (
                <button type="button" key={name} aria-pressed={code === name} onClick={() => setCode(name)}>
                  {readable(name)} <span class="quiet num">{number}</span>
                </button>
              ))}
            </div>
          </div>
        )}
      </div>
      {kept === 0 ? (
        <div class="panel blank">
          <h3>Nothing is in quarantine</h3>
          <p>Messages that cannot be read, or that name the wrong camera, land here with the reason, instead of stopping anything.</p>
        </div>
      ) : (
        <ul class="panel quarantine">
          {matching.slice(0, SHOWN).map((item) => (
            <li key={item.id} class={open === item.id ? 'open' : ''}>
              <button type="button" aria-expanded={open === item.id} onClick={() => setOpen(open === item.id ? null : item.id)}>
                <span class="badge REJECTED">{readable(item.code)}</span>
                <span class="reason">{item.reason || 'no reason given'}</span>
                <span class="camera quiet">{item.camera || 'camera unknown'}</span>
                <span class="quiet num when" title={clock(item.timeMillis)}>
                  {ago(item.timeMillis, nowMillis)}
                </span>
              </button>
              {open === item.id && (
                <dl class="num">
                  <dt>Id</dt>
                  <dd>
                    {item.id} <span class="quiet">— ./widthwise quarantine show {item.id}</span>
                  </dd>
                  <dt>Came from</dt>
                  <dd>{item.origin}</dd>
                  <dt>Size</dt>
                  <dd>{bytes(item.bytes)}</dd>
                  {Object.entries(item.headers).map(([name, value]) => [
                    <dt key={name}>{name}</dt>,
                    <dd key={`${name} value`}>{value}</dd>,
                  ])}
                </dl>
              )}
            </li>
          ))}
          {matching.length > SHOWN && (
            <li class="more quiet">
              {count(matching.length - SHOWN)} older ones: ./widthwise quarantine list
            </li>
          )}
        </ul>
      )}
    </>
  );
}

function readable(code: string): string {
  const text = code.toLowerCase().replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
