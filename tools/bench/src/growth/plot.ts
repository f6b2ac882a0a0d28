import type { Growth, Grown, Sample } from './growth.ts';
import { AXES, nameOf, type Axis } from './points.ts';

const [WIDTH, HEIGHT, LEFT, TOP, GAP] = [250, 130, 50, 46, 60];

interface Panel {
  title: string;
  unit: string;
  value(sample: Sample): number;
}

const PANELS: readonly Panel[] = [
  { title: 'messages a second', unit: '/s', value: ({ perSecond }) => perSecond },
  { title: 'our processor time a message', unit: 'ms', value: ({ ownCpuMs }) => ownCpuMs },
  { title: 'request to the API, p99', unit: 'ms', value: ({ accept }) => accept.p99 },
];

/** Throughput, processor time and latency over what waits, phones and companies; the base beside it in grey. */
export function plotGrowth(growth: Growth, top: number): { svg: string; height: number } {
  const cells = AXES.flatMap((axis, row) =>
    PANELS.map((panel, column) => {
      const [x, y] = [LEFT + column * (WIDTH + GAP), top + TOP + row * (HEIGHT + GAP + 10)];
      return cell(linesOf(growth, axis), panel, axis, { x, y });
    }),
  );
  const heading = `<text x="${LEFT}" y="${top + 16}" font-weight="bold">growth (grey: ${nameOf(growth.base)}, measured immediately before and after)</text>`;
  return {
    svg: [heading, ...cells].join('\n'),
    height: TOP + AXES.length * (HEIGHT + GAP + 10),
  };
}

interface Dot {
  x: number;
  here: Sample;
  base: Sample;
}

/** The points of an axis; the base is one of its own, with what it was on the average. */
function linesOf({ points }: Growth, { name, points: wanted }: Axis): Dot[] {
  return wanted.flatMap((point): Dot[] => {
    const found = points.find((one) => nameOf(one.point) === nameOf(point));
    if (found) return [{ x: point[name], here: found.here, base: found.base }];
    const [first] = points as [Grown?];
    return first ? [{ x: point[name], here: first.base, base: first.base }] : [];
  });
}

function cell(dots: readonly Dot[], panel: Panel, axis: Axis, at: { x: number; y: number }): string {
  const most =
    Math.max(1e-9, ...dots.flatMap(({ here, base }) => [panel.value(here), panel.value(base)])) * 1.1;
  const x = (index: number) => at.x + ((index + 0.5) / dots.length) * WIDTH;
  const y = (value: number) => at.y + HEIGHT - (value / most) * HEIGHT;
  const line = (color: string, value: (dot: Dot) => number) =>
    `<polyline fill="none" stroke="${color}" stroke-width="2" points="${dots
      .map((dot, index) => `${x(index).toFixed(1)},${y(value(dot)).toFixed(1)}`)
      .join(' ')}"/>`;
  const marks = dots.map(({ x: many, here }, index) => {
    const value = panel.value(here);
    return `<circle cx="${x(index).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3" fill="#1f77b4"/>
<text x="${x(index).toFixed(1)}" y="${(y(value) - 7).toFixed(1)}" text-anchor="middle" font-size="11">${short(value)}</text>
<text x="${x(index).toFixed(1)}" y="${at.y + HEIGHT + 15}" text-anchor="middle" font-size="11">${many.toLocaleString('en')}</text>`;
  });
  return `<rect x="${at.x}" y="${at.y}" width="${WIDTH}" height="${HEIGHT}" fill="none" stroke="#ccc"/>
<text x="${at.x}" y="${at.y - 6}">${panel.title}, ${panel.unit}</text>
<text x="${at.x + WIDTH / 2}" y="${at.y + HEIGHT + 31}" text-anchor="middle" font-size="11">${axis.title}</text>
${line('#b0b0b0', ({ base }) => panel.value(base))}
${line('#1f77b4', ({ here }) => panel.value(here))}
${marks.join('\n')}`;
}

const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value >= 10 ? value.toFixed(0) : value.toFixed(2);
