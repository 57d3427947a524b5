import type { Overview } from '../api';
import type { Link } from '../stream';
import type { Theme } from '../theme';
import { rate } from '../format';

const LINK_TEXT: Record<Link, string> = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Reconnecting',
};

export function Header(props: {
  overview: Overview | null;
  link: Link;
  theme: Theme;
  toggleTheme: () => void;
}) {
  const { overview, link, theme, toggleTheme } = props;
  return (
    <header class="top">
      <div class="bar">
        <a class="brand" href="#overview" aria-label="Widthwise, to the top">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <rect x="3" y="4" width="18" height="4" rx="2" />
            <rect x="3" y="10" width="12" height="4" rx="2" opacity=".75" />
            <rect x="3" y="16" width="6" height="4" rx="2" opacity=".5" />
          </svg>
          Widthwise
        </a>
        <nav aria-label="Sections">
          <a href="#overview">Overview</a>
          <a href="#cameras">Cameras</a>
          <a href="#fleet">Fleet</a>
          <a href="#quarantine">Quarantine</a>
        </nav>
        <div class="status">
          <span class={`pill ${link}`} role="status">
            <i aria-hidden="true" />
            {LINK_TEXT[link]}
          </span>
          <span class="quiet num">{overview && link === 'live' ? `${rate(overview.window.perSecond)} results/s` : ''}</span>
          <button
            type="button"
            class="icon"
            onClick={toggleTheme}
            aria-label={theme === 'dark' ? 'Use the light theme' : 'Use the dark theme'}
            title={theme === 'dark' ? 'Light theme' : 'Dark theme'}
          >
            {theme === 'dark' ? (
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <circle cx="12" cy="12" r="4.2" />
                <path d="M12 2.5v2.4M12 19.1v2.4M2.5 12h2.4M19.1 12h2.4M5.3 5.3 7 7M17 17l1.7 1.7M5.3 18.7 7 17M17 7l1.7-1.7" />
              </svg>
            ) : (
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2Z" />
              </svg>
            )}
          </button>
        </div>
      </div>
    </header>
  );
}
