import type { LadderStep, Overview } from '../api';
import { millis, percent } from '../format';
import { widthToken } from '../theme';
import { Panel } from './plots';

const W = 560;
const H = 220;
const LEFT = 44;
const RIGHT = 16;
const TOP = 14;
const BOTTOM = 30;

/** Accuracy against latency: where each rung lies, and which is in use. */
export function Ladder({ overview }: { overview: Overview | null }) {
  const steps = overview?.ladder ?? [];
  const known = steps.some((step) => step.top1 !== null);
  const inUse = steps.find((step) => step.inUse);
  return (
    <Panel
      title="Ladder"
      note={known ? 'accuracy against time for a frame' : 'width against time for a frame'}
      legend={
        inUse && (
          <span class="key">
            <i class="ring" style={{ '--key': `var(${widthToken(inUse.width)})` }} aria-hidden="true" />
            <span class="quiet">in use</span> {inUse.rung}
          </span>
        )
      }
    >
      {steps.length === 0 ? (
        <p class="empty">
          No rung is known yet. Rungs appear with labelled results, and with their accuracy where the console was
          started with <code>--bundle</code>.
        </p>
      ) : (
        <>
          <Scatter steps={steps} known={known} />
          <div class="scroll rungs-box" tabIndex={0} role="region" aria-label="Rungs">
            <table class="rungs num">
              <thead>
                <tr>
                  <th scope="col">Rung</th>
                  <th scope="col" class="right">
                    Top-1
                  </th>
                  <th scope="col" class="right">
                    Time
                  </th>
                  <th scope="col">Last minute</th>
                </tr>
              </thead>
              <tbody>
                {[...steps].reverse().map((step) => (
                  <tr key={step.rung + step.release} class={step.inUse ? 'in-use' : ''}>
                    <th scope="row">
                      <i class="dot" style={{ '--key': `var(${widthToken(step.width)})` }} aria-hidden="true" />
                      {step.rung}
                      {step.inUse && <span class="tag">in use</span>}
                    </th>
                    <td class="right">{percent(step.top1)}</td>
                    <td class="right">{millis(step.serviceMillis)}</td>
                    <td>
                      <span class="share">
                        <i style={{ transform: `scaleX(${step.share})`, '--key': `var(${widthToken(step.width)})` }} />
                      </span>
                      <span class="share-value">{percent(step.share)}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Panel>
  );
}

function Scatter({ steps, known }: { steps: LadderStep[]; known: boolean }) {
  const height = (step: LadderStep) => (known ? step.top1 : step.width);
  const placed = steps.filter((step) => step.serviceMillis !== null && height(step) !== null);
  const unplaced = steps.filter((step) => step.serviceMillis === null && height(step) !== null);
  const longest = Math.max(1, ...placed.map((step) => step.serviceMillis!));
  const most = niceCeiling(longest * 1.08);
  const values = steps.map(height).filter((value) => value !== null);
  const low = known ? Math.floor(Math.min(...values) * 10) / 10 : 0;
  const high = known ? 1 : 1.1;
  const x = (value: number) => LEFT + (value / most) * (W - LEFT - RIGHT);
  const y = (value: number) => H - BOTTOM - ((value - low) / (high - low)) * (H - TOP - BOTTOM);
  const xTicks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * most);
  const yTicks = known ? ticks(low, high) : [0.25, 0.5, 0.75, 1];
  const line = [...placed].sort((a, b) => a.serviceMillis! - b.serviceMillis!);
  return (
    <svg class="scatter num" viewBox={`0 0 ${W} ${H}`} role="img" aria-label="Rungs of the ladder; the table below has their figures">
      {yTicks.map((tick) => (
        <g key={tick}>
          <line class="grid" x1={LEFT} x2={W - RIGHT} y1={y(tick)} y2={y(tick)} />
          <text class="tick" x={LEFT - 8} y={y(tick) + 3.5} text-anchor="end">
            {known ? `${Math.round(tick * 100)} %` : tick}
          </text>
        </g>
      ))}
      {xTicks.map((tick) => (
        <text key={tick} class="tick" x={x(tick)} y={H - 10} text-anchor={tick === most ? 'end' : 'middle'}>
          {`${Number(tick.toFixed(2))} ms`}
        </text>
      ))}
      <polyline class="front" points={line.map((step) => `${x(step.serviceMillis!)},${y(height(step)!)}`).join(' ')} />
      {unplaced.map((step) => (
        <circle key={step.rung + step.release} class="unused" cx={LEFT} cy={y(height(step)!)} r="3.5">
          <title>{`${step.rung}: not used lately, so its time is not known`}</title>
        </circle>
      ))}
      {placed.map((step) => (
        <g key={step.rung + step.release}>
          {step.inUse && <circle class="halo" cx={x(step.serviceMillis!)} cy={y(height(step)!)} r="12" />}
          <circle
            class="rung"
            style={{ '--key': `var(${widthToken(step.width)})` }}
            cx={x(step.serviceMillis!)}
            cy={y(height(step)!)}
            r={4 + 4 * Math.sqrt(step.share)}
          >
            <title>{`${step.rung}: ${millis(step.serviceMillis)}, top-1 ${percent(step.top1)}, ${percent(step.share)} of the last minute`}</title>
          </circle>
        </g>
      ))}
    </svg>
  );
}

function niceCeiling(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(value));
  for (const step of [1, 2, 4, 5, 8, 10]) {
    if (step * magnitude >= value) return step * magnitude;
  }
  return 10 * magnitude;
}

function ticks(low: number, high: number): number[] {
  const step = high - low > 0.5 ? 0.2 : 0.1;
  const all: number[] = [];
  for (let tick = low; tick <= high + 1e-9; tick += step) all.push(tick);
  return all;
}
