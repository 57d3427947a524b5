import type { Overview } from '../api';
import type { Link } from '../stream';

/** Tells what makes the figures below incomplete, and what to do. */
export function Notice({ overview, link }: { overview: Overview | null; link: Link }) {
  const text = sentence(overview, link);
  return text ? (
    <p class="notice" role="alert">
      {text}
    </p>
  ) : null;
}

function sentence(overview: Overview | null, link: Link): string | null {
  if (link === 'lost') {
    return overview
      ? 'The connection to the console is lost, so what you see stands still. It is tried again until it is back.'
      : 'The console does not answer yet. It is tried again until it does.';
  }
  if (!overview) return null;
  const silent = overview.instances.filter((each) => !each.answers && !each.self);
  if (silent.length > 0) {
    return `${silent.map((each) => each.address).join(' and ')} ${silent.length > 1 ? 'do' : 'does'} not answer: the cameras kept there are as they were, and figures lack them.`;
  }
  if (overview.state !== 'RUNNING') {
    return 'Cameras are being moved between instances; figures stand still for a moment.';
  }
  if (overview.undecodable > 0) {
    return `${overview.undecodable} messages of the results topic are none that this version can read; see the console’s log.`;
  }
  return null;
}
