import { conformanceTable } from '@watertight/testkit/matrix';

const BEGIN = '<!-- matrix: written by `npm run matrix` -->';
const END = '<!-- /matrix -->';

/** The page with the matrix of messages and channels between its markers as it is now. Throws when it has none. */
export function withMatrix(page: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error(`The page has no place for the matrix (${BEGIN} … ${END})`);
  return `${page.slice(0, from)}${BEGIN}\n\n${conformanceTable()}\n\n${page.slice(to)}`;
}
