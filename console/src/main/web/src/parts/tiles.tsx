import { useEffect, useRef, useState } from 'preact/hooks';
import { type Camera, frameUrl } from '../api';
import { ago, count, millis, percent } from '../format';
import { widthToken } from '../theme';
import { outcomeName } from './outcomes';

/** A picture is fetched no more often, however fast frames come. */
const PICTURE_MILLIS = 1_000;
const RETRY_MILLIS = 5_000;

export function Tiles(props: {
  cameras: Camera[];
  total: number;
  nowMillis: number;
  count: number;
  from: number;
  setFrom: (from: number) => void;
  pinned: string[];
  togglePin: (id: string) => void;
  visible: boolean;
}) {
  const { cameras, total, nowMillis, from, setFrom, pinned, togglePin, visible } = props;
  const shown = Math.max(1, props.count - pinned.length);
  return (
    <>
      <div class="head section">
        <h2 id="cameras-title">Cameras</h2>
        <span class="quiet num">
          {total > 0 ? `${count(Math.min(total, props.count))} of ${count(total)}${pinned.length ? `, ${pinned.length} pinned` : ''}` : ''}
        </span>
        <div class="pager">
          <button type="button" disabled={from === 0} onClick={() => setFrom(Math.max(0, from - shown))}>
            Previous
          </button>
          <button type="button" disabled={from + shown + pinned.length >= total} onClick={() => setFrom(from + shown)}>
            Next
          </button>
        </div>
      </div>
      {total === 0 ? (
        <div class="panel blank">
          <h3>No camera yet</h3>
          <p>
            Cameras appear here with their first result. Publish something with{' '}
            <code>./widthwise publish --source synthetic</code>.
          </p>
        </div>
      ) : (
        <ul class="tiles">
          {cameras.map((camera) => (
            <Tile
              key={camera.id}
              camera={camera}
              nowMillis={nowMillis}
              pinned={pinned.includes(camera.id)}
              togglePin={togglePin}
              visible={visible}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function Tile(props: {
  camera: Camera;
  nowMillis: number;
  pinned: boolean;
  togglePin: (id: string) => void;
  visible: boolean;
}) {
  const { camera, nowMillis, pinned, togglePin, visible } = props;
  const picture = usePicture(camera, visible);
  const state = camera.silent ? 'SILENT' : camera.outcome;
  return (
    <li class={`tile ${state}`}>
      <div class="picture">
        {picture ? (
          <img src={picture} alt={`Newest picture of ${camera.id}`} />
        ) : (
          <span class="no-picture">No picture is kept</span>
        )}
        {camera.rung && (
          <span class="width-badge num" style={{ '--key': `var(${widthToken(camera.width!)})` }} title={`Model ${camera.rung}`}>
            <i style={{ '--part': String(camera.width) }} aria-hidden="true" />
            {camera.rung}
          </span>
        )}
        <button
          type="button"
          class={`pin ${pinned ? 'on' : ''}`}
          aria-pressed={pinned}
          aria-label={`${pinned ? 'Unpin' : 'Pin'} ${camera.id}`}
          title={pinned ? 'Unpin' : 'Pin: keep it here'}
          onClick={() => togglePin(camera.id)}
        >
          <PinIcon />
        </button>
      </div>
      <div class="caption">
        <div class="line">
          <strong class="label" title={camera.label}>
            {camera.label || outcomeName(camera.outcome)}
          </strong>
          {camera.label && <span class="num quiet">{percent(camera.probability)}</span>}
        </div>
        <div class="line">
          <span class="id quiet" title={camera.id}>
            {camera.id}
          </span>
        </div>
        <Deadline camera={camera} nowMillis={nowMillis} />
      </div>
    </li>
  );
}

/** How much of the time to the deadline the newest frame took. */
function Deadline({ camera, nowMillis }: { camera: Camera; nowMillis: number }) {
  const used = camera.budgetMillis > 0 ? camera.latencyMillis / camera.budgetMillis : 1;
  return (
    <div class="deadline num" title={camera.reason || undefined}>
      <span class="meter" aria-hidden="true">
        <i style={{ transform: `scaleX(${Math.min(1, Math.max(0, used))})` }} />
      </span>
      <span>{deadlineText(camera, nowMillis)}</span>
    </div>
  );
}

function deadlineText(camera: Camera, nowMillis: number): string {
  if (camera.silent) return `silent, last result ${ago(camera.resultMillis, nowMillis)}`;
  switch (camera.outcome) {
    case 'CLASSIFIED':
      return `${millis(camera.latencyMillis)}, ${millis(camera.slackMillis)} to spare`;
    case 'LATE':
      return `late by ${millis(-camera.slackMillis)}`;
    case 'SHED':
      return 'shed: no time left';
    case 'REJECTED':
      return 'rejected: see quarantine';
  }
}

/** Address of the newest picture that has been loaded; null where there is none. */
function usePicture(camera: Camera, visible: boolean): string | null {
  const [shown, setShown] = useState<string | null>(null);
  const busy = useRef(false);
  const notBefore = useRef(0);
  useEffect(() => {
    const now = performance.now();
    if (!visible || busy.current || now < notBefore.current || (camera.silent && shown)) return;
    const url = frameUrl(camera);
    if (url === shown) return;
    busy.current = true;
    notBefore.current = now + PICTURE_MILLIS;
    const picture = new Image();
    picture.src = url;
    picture.decode().then(
      () => {
        busy.current = false;
        setShown(url);
      },
      () => {
        busy.current = false;
        notBefore.current = performance.now() + RETRY_MILLIS;
      },
    );
  }, [camera.sequence, camera.resultMillis, visible]);
  return shown;
}

export function PinIcon() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M9 3h6l-.8 6.2L17 12v2h-4v6l-1 1.5L11 20v-6H7v-2l2.8-2.8L9 3Z" />
    </svg>
  );
}
