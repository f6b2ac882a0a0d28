import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Chart } from './series.ts';

const HEIGHT_PX = 190;

const styleOf = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

interface LinesProps {
  chart: Chart;
  /** Names of CSS variables, one for each series. */
  colours: readonly string[];
  /** What is drawn, for who does not see it. */
  summary: string;
}

/** Lines over time. Who cannot see them is told the sums. */
export function Lines({ chart, colours, summary }: LinesProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(chart.data);
  const scheme = useComputedColorScheme('light');
  const [labels] = useState(chart.labels);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const drawn = draw(element, latest.current, labels, colours);
    plot.current = drawn;
    const watcher = new ResizeObserver(([entry]) => {
      if (entry) drawn.setSize({ width: Math.floor(entry.contentRect.width), height: HEIGHT_PX });
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [scheme, labels, colours]);

  useEffect(() => {
    latest.current = chart.data;
    plot.current?.setData(chart.data);
  }, [chart]);

  return (
    <figure style={{ margin: 0 }}>
      <div ref={place} style={{ minHeight: HEIGHT_PX + 30 }} aria-hidden />
      <figcaption className="wt-visually-hidden">{summary}</figcaption>
    </figure>
  );
}

/** Hours and minutes, also at midnight. */
const CLOCK = (_plot: uPlot, seconds: number[]): string[] =>
  seconds.map((at) => clock.format(new Date(at * 1000)));
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

function draw(
  element: HTMLElement,
  data: Chart['data'],
  labels: string[],
  colours: readonly string[],
): uPlot {
  const axis: uPlot.Axis = {
    stroke: styleOf('--wt-muted'),
    grid: { stroke: styleOf('--wt-line'), width: 1 },
    ticks: { show: false },
    font: '11px Inter Variable, system-ui',
  };
  return new uPlot(
    {
      width: element.clientWidth,
      height: HEIGHT_PX,
      cursor: { y: false, points: { size: 6 } },
      legend: { live: true },
      scales: { y: { range: (_plot, _min, max) => [0, Math.max(4, max * 1.1)] } },
      axes: [
        { ...axis, values: CLOCK },
        {
          ...axis,
          size: 38,
          values: (_plot, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? String(tick) : '')),
        },
      ],
      series: [
        { value: '{HH}:{mm}' },
        ...labels.map((label, index): uPlot.Series => {
          const colour = styleOf(colours[index] ?? '--wt-muted');
          return { label, stroke: colour, width: 1.75, fill: `${colour}14`, points: { show: false } };
        }),
      ],
    },
    data,
    element,
  );
}
