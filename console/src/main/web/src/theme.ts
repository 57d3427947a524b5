import { useEffect, useState } from 'preact/hooks';

export type Theme = 'light' | 'dark';

const KEY = 'widthwise.theme';

function stored(): Theme | null {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : null;
}

const system = matchMedia('(prefers-color-scheme: dark)');

/** The theme in use: what was chosen here, else what the system has. */
export function useTheme(): [Theme, () => void] {
  const [chosen, setChosen] = useState(stored);
  const [dark, setDark] = useState(system.matches);
  useEffect(() => {
    const change = () => setDark(system.matches);
    system.addEventListener('change', change);
    return () => system.removeEventListener('change', change);
  }, []);
  const theme = chosen ?? (dark ? 'dark' : 'light');
  // Before anything is drawn, since plots read their colours from the page.
  document.documentElement.dataset.theme = theme;
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEY, next);
    setChosen(next);
  };
  return [theme, toggle];
}

/** The value of a colour token. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Colour of a width multiplier: the wider, the stronger. */
export function widthToken(width: number): string {
  if (width <= 0.25) return '--width-1';
  if (width <= 0.5) return '--width-2';
  if (width <= 0.75) return '--width-3';
  return '--width-4';
}
