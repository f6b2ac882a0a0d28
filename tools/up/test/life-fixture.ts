// A command whose closers say when they run: `node life-fixture.ts <how main goes>`
import { live, untilAborted } from '../src/life.ts';
import { Refusal } from '../src/refusal.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

await live(async (life) => {
  life.onClose(() => say('closed first'));
  life.onClose(async () => {
    say('closing');
    if (process.argv[2] === 'slow') await untilAborted(life.hurry);
  });
  if (process.argv[2] === 'refuse') throw new Refusal('Do this instead.');
  say('running');
  setInterval(() => undefined, 1000);
  await untilAborted(life.stop);
  if (process.argv[2] === 'interrupted') throw new Error('not done');
  return 0;
});
