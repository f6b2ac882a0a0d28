/** How much there is of everything while it is measured. */
export interface Point {
  /** Messages that wait, all the time. */
  queued: number;
  phones: number;
  companies: number;
}

/** What every other point is held against. */
export const BASE: Point = { queued: 1000, phones: 1, companies: 1 };
/** What the bar is about. */
export const LARGEST: Point = { queued: 1_000_000, phones: 10_000, companies: 1 };

const MANY = 100_000;
const WITH_PHONES = 1000;

/** A line of points that differ in one thing alone. */
export interface Axis {
  name: keyof Point;
  title: string;
  points: readonly Point[];
}

export const AXES: readonly Axis[] = [
  {
    name: 'queued',
    title: 'messages that wait (one phone)',
    points: [1000, 10_000, MANY, 1_000_000].map((queued) => ({ queued, phones: 1, companies: 1 })),
  },
  {
    name: 'phones',
    title: 'phones (100,000 messages wait)',
    points: [1, 10, WITH_PHONES, 10_000].map((phones) => ({ queued: MANY, phones, companies: 1 })),
  },
  {
    name: 'companies',
    title: 'companies (1,000 phones, 100,000 messages wait)',
    points: [1, 1000].map((companies) => ({ queued: MANY, phones: WITH_PHONES, companies })),
  },
];

export const nameOf = ({ queued, phones, companies }: Point): string =>
  `${queued.toLocaleString('en')} queued, ${phones.toLocaleString('en')} phones, ${companies.toLocaleString('en')} companies`;

/** All but the base, each once, the largest last. */
export const OTHERS: readonly Point[] = [
  ...new Map(
    [...AXES.flatMap(({ points }) => points), LARGEST].map((point) => [nameOf(point), point]),
  ).values(),
].filter((point) => nameOf(point) !== nameOf(BASE));
