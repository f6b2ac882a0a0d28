import { GRAPH_LATENCY_MS } from '../ceilings/client.ts';
import { grown, type Grown } from '../growth/growth.ts';
import { newGround } from '../growth/ground.ts';
import { BASE, LARGEST, nameOf, OTHERS } from '../growth/points.ts';
import { takeTurn } from '../growth/turn.ts';
import type { Figure, Scenario } from '../scenario.ts';

/** Enough, with the turns of the base around each point, to stay below ten minutes for all. */
const MOST_SECONDS = 6;
/** What a message may cost more where there is the most of everything. */
const FLAT = 1.15;

/** The same work over more and more that waits, more phones and more companies, each beside the least of all. */
export const growing: Scenario = {
  name: 'growth',
  about: `cost of a message over what waits, phones and companies; ${MOST_SECONDS} s at the most for each turn, 8 minutes`,
  apps: [],
  isLong: true,
  async run(bench, { seconds, say, begun, ended }) {
    const turnSeconds = Math.min(seconds, MOST_SECONDS);
    // Two databases that are never mixed: the base stays as small as it is.
    const [small, large] = [await newGround(bench, 'growth_base'), await newGround(bench, 'growth_point')];
    await bench.run(['meta-sim']);
    const behaviour = { latencyMs: GRAPH_LATENCY_MS, statuses: false };
    await bench.system.simulate('metaSim', '/sim/behaviour', behaviour);
    const points: Grown[] = [];
    begun();
    let before = await takeTurn(bench, small, BASE, turnSeconds);
    for (const point of OTHERS) {
      const here = await takeTurn(bench, large, point, turnSeconds);
      const after = await takeTurn(bench, small, BASE, turnSeconds);
      points.push(grown(point, [here], [before, after]));
      before = after;
      say(`growth: ${nameOf(point)}: ${told(points.at(-1)!)}`);
    }
    ended();
    await bench.run([]);
    await small.drop();
    await large.drop();
    return { figures: figures(points), growth: { base: BASE, points } };
  },
};

const told = ({ here, cpuRatio, timeRatio }: Grown): string =>
  `${Math.round(here.perSecond)}/s; to the base: processor time ${cpuRatio.toFixed(2)}, time ${timeRatio.toFixed(2)}`;

function figures(points: readonly Grown[]): Figure[] {
  const largest = points.find(({ point }) => nameOf(point) === nameOf(LARGEST));
  if (!largest) throw new Error('The largest point is one of those that are measured');
  return [
    {
      name: 'growth: CPU of a message, largest to base',
      unit: 'times',
      value: largest.cpuRatio,
      bar: FLAT,
    },
    {
      name: 'growth: time of a message, largest to base',
      unit: 'times',
      value: largest.timeRatio,
      bar: FLAT,
    },
  ];
}
