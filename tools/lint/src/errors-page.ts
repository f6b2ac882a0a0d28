import { ERRORS } from '@watertight/core';

const HEAD = `# Error codes

Every code that an answer of the API, or the \`error\` of a message, can carry; made of \`libs/core/src/errors.ts\` by
\`npm run errors\`. The HTTP status is that of an answer. A running API shows the same at \`/docs/errors\`. What follows
from Meta’s own codes stands in [cloud-api-errors.md](cloud-api-errors.md).

`;

/** The catalogue of errors as a page of the docs: code, status, meaning and remedy of each. */
export function errorsPage(): string {
  const rows = Object.entries(ERRORS)
    .sort(([a, one], [b, other]) => one.status - other.status || (a < b ? -1 : 1))
    .map(([code, { status, title, remedy }]) => `| \`${code}\` | ${status} | ${title} | ${remedy} |`);
  return `${HEAD}| code | HTTP status | what it means | what to do |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}
