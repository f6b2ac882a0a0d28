import { ERRORS, graphEntryOf } from '@watertight/core';

const HEAD = `# Error codes

Every code that an answer of the API, or the \`error\` of a message, can carry; made of \`libs/core/src/errors.ts\` by
\`npm run errors\`. The HTTP status is that of an answer. A running API shows the same at \`/docs/errors\`. What follows
from Meta’s own codes stands in [cloud-api-errors.md](cloud-api-errors.md). The last column is what the
[Cloud-API facade](cloud-api-facade.md) says in its place: Meta’s code, and the HTTP status where that differs.

`;

/** The catalogue of errors as a page of the docs: code, status, meaning and remedy of each. */
export function errorsPage(): string {
  const rows = Object.entries(ERRORS)
    .sort(([a, one], [b, other]) => one.status - other.status || (a < b ? -1 : 1))
    .map(
      ([code, { status, title, remedy }]) =>
        `| \`${code}\` | ${status} | ${title} | ${remedy} | ${facadeCode(code, status)} |`,
    );
  const head =
    '| code | HTTP status | what it means | what to do | facade |\n| --- | --- | --- | --- | --- |';
  return `${HEAD}${head}\n${rows.join('\n')}\n`;
}

function facadeCode(code: string, ownStatus: number): string {
  const { code: meta, subcode, status } = graphEntryOf({ code });
  const number = subcode === undefined ? `${meta}` : `${meta}/${subcode}`;
  return status === ownStatus ? number : `${number} (${status})`;
}
