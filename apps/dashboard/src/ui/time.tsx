import { Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';

let nowMs = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const one of listeners) one();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, a new one every second; all who ask share one clock. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => nowMs);

const UNITS: [limit: number, seconds: number, name: string][] = [
  [60, 1, 's'],
  [3600, 60, 'min'],
  [86_400, 3600, 'h'],
  [Infinity, 86_400, 'd'],
];

/** `42 s`, `5 min`, `3 h`, `12 d`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [, size, name] = UNITS.find(([limit]) => whole < limit)!;
  return `${Math.floor(whole / size)} ${name}`;
}

const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

const DAY_MS = 86_400_000;

/** A time of today as a clock, an earlier one with its day. */
export const shortTime = (at: string): string =>
  (Date.now() - Date.parse(at) < DAY_MS / 2 ? clock : dayAndClock).format(new Date(at));

export const fullTime = (at: string): string => full.format(new Date(at));

/** How long ago, kept current; the whole time on hover. */
export function Ago({ at, suffix = ' ago' }: { at: string; suffix?: string }) {
  const now = useNow();
  return (
    <Tooltip label={fullTime(at)}>
      <time dateTime={at} className="wt-num">
        {duration((now - Date.parse(at)) / 1000)}
        {suffix}
      </time>
    </Tooltip>
  );
}
