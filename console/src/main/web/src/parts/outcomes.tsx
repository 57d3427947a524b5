import type { Outcome, OutcomeCounts, Overview } from '../api';
import { count, percent } from '../format';
import { Panel } from './plots';

export const OUTCOMES: { outcome: Outcome; key: keyof OutcomeCounts; name: string; about: string }[] = [
  { outcome: 'CLASSIFIED', key: 'classified', name: 'In time', about: 'labelled by the deadline' },
  { outcome: 'LATE', key: 'late', name: 'Late', about: 'labelled after it' },
  { outcome: 'SHED', key: 'shed', name: 'Shed', about: 'given up: no time left' },
  { outcome: 'REJECTED', key: 'rejected', name: 'Rejected', about: 'could not be read; in quarantine' },
];

export function outcomeName(outcome: Outcome): string {
  return OUTCOMES.find((each) => each.outcome === outcome)?.name ?? outcome;
}

export function Outcomes({ overview }: { overview: Overview | null }) {
  const counts = overview?.window.outcomes;
  const all = counts ? counts.classified + counts.late + counts.shed + counts.rejected : 0;
  const refusals = overview?.refusals ?? [];
  return (
    <Panel title="Outcomes" note={`every frame, last ${overview?.window.seconds ?? 60} seconds`}>
      <div class="stack" aria-hidden="true">
        {counts &&
          all > 0 &&
          OUTCOMES.map((each) =>
            counts[each.key] > 0 ? (
              <i key={each.key} class={each.outcome} style={{ flexGrow: counts[each.key] / all }} />
            ) : null,
          )}
      </div>
      <dl class="outcomes num">
        {OUTCOMES.map((each) => (
          <div key={each.key}>
            <dt>
              <i class={`dot ${each.outcome}`} aria-hidden="true" />
              {each.name}
              <small>{each.about}</small>
            </dt>
            <dd>
              <b>{counts ? count(counts[each.key]) : 0}</b>
              <span class="quiet">{all ? percent(counts![each.key] / all) : ''}</span>
            </dd>
          </div>
        ))}
      </dl>
      <h3>Why not in time</h3>
      {refusals.length === 0 ? (
        <p class="empty">{all ? 'Every frame of the last minute was labelled by its deadline.' : 'No frame yet.'}</p>
      ) : (
        <ul class="reasons scroll" tabIndex={0} aria-label="Reasons">
          {refusals.map((each) => (
            <li key={each.outcome + each.reason}>
              <span class={`badge ${each.outcome}`}>{outcomeName(each.outcome)}</span>
              <span class="reason">{each.reason}</span>
              <b class="num">{count(each.count)}</b>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
