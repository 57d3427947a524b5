import { useEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Tells whether an element is, or is nearly, on the screen. */
export function useInView(): [RefObject<HTMLElement | null>, boolean] {
  const ref = useRef<HTMLElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => setSeen(entries[entries.length - 1]!.isIntersecting),
      { rootMargin: '120px' },
    );
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);
  return [ref, seen];
}
