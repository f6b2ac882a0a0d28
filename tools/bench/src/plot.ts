import { plotGrowth } from './growth/plot.ts';
import type { Judged, Report } from './report.ts';
import type { Figure } from './scenario.ts';

const [WIDTH, LABEL, ROW, BAR] = [980, 300, 30, 16];
const PLOT = WIDTH - LABEL - 140;

interface Line {
  label: string;
  value: number;
  bar?: number | undefined;
  color: string;
}

/** The report as an SVG: what is counted in a second, with bars and ceilings, and below it times. */
export function plot({ scenarios, ceilings, machine, at }: Report): string {
  const figures = scenarios.flatMap((scenario) => scenario.figures);
  const rates = [...lines(figures, '/s', '#1f77b4'), ...lines(ceilings, '/s', '#b0b0b0')];
  const times = lines(figures, 'ms', '#2ca02c');
  const first = chart(`messages a second (${machine.processors} processors, ${at.slice(0, 10)})`, rates, 10);
  const second = chart('milliseconds', times, first.height + 20);
  const grown = scenarios.find(({ growth }) => growth)?.growth;
  const third = grown ? plotGrowth(grown, first.height + second.height + 30) : { svg: '', height: 0 };
  const height = first.height + second.height + third.height + 30;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="white"/>
${first.svg}
${second.svg}
${third.svg}
</svg>
`;
}

const lines = (figures: readonly (Figure | Judged)[], unit: Figure['unit'], color: string): Line[] =>
  figures
    .filter((figure) => figure.unit === unit)
    .map(({ name, value, bar }) => ({ label: name, value, bar, color }));

/** Horizontal bars on one scale; a black stroke stands where the project's own bar is. */
function chart(title: string, all: readonly Line[], top: number): { svg: string; height: number } {
  const most = Math.max(1e-9, ...all.flatMap(({ value, bar }) => [value, bar ?? 0]));
  const x = (value: number) => ((value / most) * PLOT).toFixed(1);
  const rows = all.map(({ label, value, bar, color }, index) => {
    const y = top + 30 + index * ROW;
    const mark =
      bar === undefined
        ? ''
        : `<rect x="${LABEL + Number(x(bar)) - 1}" y="${y - 4}" width="2" height="${BAR + 8}" fill="black"/>`;
    return `<text x="${LABEL - 8}" y="${y + 13}" text-anchor="end">${escaped(label)}</text>
<rect x="${LABEL}" y="${y}" width="${x(value)}" height="${BAR}" fill="${color}"/>${mark}
<text x="${LABEL + Number(x(Math.max(value, bar ?? 0))) + 8}" y="${y + 13}">${number(value)}</text>`;
  });
  const svg = `<text x="${LABEL}" y="${top + 16}" font-weight="bold">${escaped(title)}</text>\n${rows.join('\n')}`;
  return { svg, height: 40 + all.length * ROW };
}

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
