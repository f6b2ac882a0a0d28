import { Tooltip } from '@mantine/core';
import { useLiveState } from '../live/live.tsx';
import { Pill, type Tone } from '../ui/pill.tsx';

const SHOWN: Record<ReturnType<typeof useLiveState>, { word: string; tone: Tone; about: string }> = {
  live: { word: 'Live', tone: 'good', about: 'What happens is shown as it happens' },
  connecting: { word: 'Connecting', tone: 'info', about: 'Opening the event stream' },
  waiting: { word: 'Reconnecting', tone: 'warn', about: 'The event stream was lost, and is opened again' },
  off: { word: 'Not live', tone: 'idle', about: 'What is shown is what was read last' },
};

/** Whether what is shown follows events. */
export function LiveLight() {
  const { word, tone, about } = SHOWN[useLiveState()];
  return (
    <Tooltip label={about}>
      <span role="status" aria-label={`Event stream: ${word}`}>
        <Pill status={word} tone={tone} />
      </span>
    </Tooltip>
  );
}
