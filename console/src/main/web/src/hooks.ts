import { useEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

const ASKED_MILLIS = 1_500;

/** What the header, which stays, covers of the page: an element behind it is not seen. */
const HEADER = '-56px';

/** Tells whether an element is on the screen, or nearly so below. */
export function useInView(): [RefObject<HTMLElement | null>, boolean] {
  const ref = useRef<HTMLElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => setSeen(entries[entries.length - 1]!.isIntersecting),
      { rootMargin: `${HEADER} 0px 120px` },
    );
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);
  return [ref, seen];
}

/** The newest value, held while it is not to be seen, so that nothing works for it. */
export function useWhileSeen<T>(value: T, seen: boolean): T {
  const held = useRef(value);
  if (seen || held.current === null) held.current = value;
  return held.current;
}

/**
 * The newest value, but one in `millis` only: people cannot read a table that changes more often.
 * For a while after `key` has changed, what was asked for is shown as it comes.
 */
export function useCalm<T>(value: T, millis: number, key: string): T {
  const held = useRef({ value, at: 0, key, asked: 0 });
  const now = performance.now();
  if (held.current.key !== key) {
    held.current.key = key;
    held.current.asked = now;
  }
  if (now - held.current.at >= millis || now - held.current.asked < ASKED_MILLIS) {
    held.current.value = value;
    held.current.at = now;
  }
  return held.current.value;
}
