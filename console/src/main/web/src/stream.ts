import { useEffect, useRef, useState } from 'preact/hooks';
import { type Snapshot, type View, streamUrl } from './api';
import { type Columns, append, emptyColumns } from './history';

const VIEW_CHANGE_MILLIS = 120;
/** Without a word for so long the connection counts as lost. */
const SILENCE_MILLIS = 8_000;

export type Link = 'connecting' | 'live' | 'lost';

export interface Live {
  snapshot: Snapshot | null;
  columns: Columns;
  link: Link;
}

/**
 * Follows the server's snapshots of what `view` shows. A changed view opens another stream; a page
 * in the background has none.
 */
export function useLive(view: View): Live {
  const columns = useRef<Columns>(emptyColumns());
  const [snapshot, setSnapshot] = useState<Snapshot | null>(null);
  const [link, setLink] = useState<Link>('connecting');
  const [hidden, setHidden] = useState(document.hidden);
  const opened = useRef(false);
  const key = JSON.stringify(view);

  useEffect(() => {
    const change = () => setHidden(document.hidden);
    document.addEventListener('visibilitychange', change);
    return () => document.removeEventListener('visibilitychange', change);
  }, []);

  useEffect(() => {
    if (hidden) return;
    let source: EventSource | undefined;
    let silence: ReturnType<typeof setTimeout> | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const expectWord = () => {
      clearTimeout(silence);
      silence = setTimeout(() => setLink('lost'), SILENCE_MILLIS);
    };
    const open = () => {
      const t = columns.current.t;
      source = new EventSource(streamUrl(view, t[t.length - 1] ?? 0));
      source.addEventListener('snapshot', (event) => {
        const news = JSON.parse((event as MessageEvent<string>).data) as Snapshot;
        append(columns.current, news.series);
        setSnapshot(news);
        setLink('live');
        expectWord();
      });
      source.onerror = () => {
        setLink('lost');
        if (source?.readyState === EventSource.CLOSED) {
          // The browser gives up after an answer that is no stream, such as 503.
          retry = setTimeout(open, 2_000);
        }
      };
      expectWord();
    };
    // A view that changes with every pixel scrolled must not open a stream for each.
    const first = setTimeout(open, opened.current ? VIEW_CHANGE_MILLIS : 0);
    opened.current = true;
    return () => {
      clearTimeout(first);
      clearTimeout(retry);
      clearTimeout(silence);
      source?.close();
    };
  }, [key, hidden]);

  return { snapshot, columns: columns.current, link };
}
