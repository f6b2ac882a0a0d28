/** One part of the navigation; `pages` are files below `docs` without their end, in reading order. */
export interface Section {
  title: string;
  pages: string[];
}

/**
 * The order in which one reads. What lies in `docs` and is not named here stands at the end of the section of its
 * folder, or in the last one: nothing is left out.
 */
export const SECTIONS: readonly (Section & { folder?: string })[] = [
  { title: 'Begin', pages: ['quick-start', 'concepts', 'architecture', 'guarantees', 'isolation'] },
  {
    title: 'Guides',
    folder: 'guides',
    pages: [
      'guides/whatsapp-web',
      'guides/cloud-api',
      'guides/sending',
      'guides/templates',
      'guides/webhooks',
      'guides/media',
      'guides/fallback',
      'guides/inbox',
      'guides/people-and-keys',
      'guides/erasure-and-export',
      'guides/sandbox',
      'dashboard',
      'cloud-api-facade',
    ],
  },
  {
    title: 'Running it',
    pages: [
      'deployment',
      'configuration',
      'operations',
      'observability',
      'metrics',
      'runbook',
      'faults',
      'scaling',
      'performance',
      'security',
      'data',
      'upgrade',
    ],
  },
  { title: 'Coming from elsewhere', folder: 'migrate', pages: [] },
  {
    title: 'Reference',
    folder: 'reference',
    pages: ['reference/index', 'events', 'errors', 'cloud-api-errors', 'adding-a-channel'],
  },
  { title: 'Decisions', folder: 'decisions', pages: [] },
];

const REST = 'More';
/** The first page of the site, which the navigation does not repeat. */
const FRONT = 'index';

/** The navigation over these pages: each in exactly one section, sections without pages left out. */
export function sectionsOf(pages: readonly string[]): Section[] {
  const left = new Set(pages.filter((page) => page !== FRONT));
  const take = (wanted: readonly string[]): string[] => wanted.filter((page) => left.delete(page));
  const named = SECTIONS.map((section) => ({ ...section, pages: take(section.pages) }));
  const full = named.map(({ title, folder, pages: first }) => ({
    title,
    pages: [
      ...first,
      ...take(folder ? [...left].filter((page) => page.startsWith(`${folder}/`)).sort() : []),
    ],
  }));
  return [...full, { title: REST, pages: take([...left].sort()) }].filter(
    ({ pages: some }) => some.length > 0,
  );
}
