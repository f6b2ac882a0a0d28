/** The headings of a document as GitHub makes anchors of them. */
export function anchorsOf(markdown: string): Set<string> {
  const headings = [...withoutFences(markdown).matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, text = '']) => text);
  return new Set(headings.map(anchorOf));
}

const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');

/** Where a document's links and pictures lead; what stands in code is none. */
export function linksOf(markdown: string): string[] {
  const text = withoutFences(markdown).replaceAll(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(([, target = '']) => target);
}

/** The cells of every row of every table that begins with a name in code: `| \`NAME\` | … |`. */
export function namedRowsOf(markdown: string): { name: string; cells: string[] }[] {
  return withoutFences(markdown)
    .split('\n')
    .flatMap((line) => {
      const [, name, rest] = /^\|\s*`([^`]+)`\s*\|(.*)\|\s*$/.exec(line) ?? [];
      return name && rest !== undefined
        ? [{ name, cells: rest.split(/(?<!\\)\|/).map((cell) => cell.trim()) }]
        : [];
    });
}

/** What stands in code in a piece of a document. */
export const codeOf = (markdown: string): string[] =>
  [...markdown.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);

export const withoutFences = (markdown: string): string => markdown.replaceAll(/^```[\s\S]*?^```/gm, '');
