/** A block of commands in a document. */
export interface CommandBlock {
  /** The line of its first command, from 1. */
  line: number;
  commands: string;
  /** Why nobody runs it: `<!-- not executed here: reason -->` before it. */
  notExecuted: string | null;
}

const MARK = /<!-- not executed here: (.+?) -->\s*$/;

/** The blocks of a document that hold commands for a shell, by their language. */
export function commandBlocks(markdown: string): CommandBlock[] {
  const blocks = markdown.matchAll(/^( *)```(?:sh|bash|shell|console)\n([\s\S]*?)^\1```/gm);
  return [...blocks].map((match) => {
    const [, indent = '', text = ''] = match;
    const before = markdown.slice(0, match.index);
    return {
      line: before.split('\n').length + 1,
      commands: text.replaceAll(new RegExp(`^${indent}`, 'gm'), '').trimEnd(),
      notExecuted: MARK.exec(before)?.[1] ?? null,
    };
  });
}

/** The commands of a block, each in one line: what a backslash goes on in is one, comments are none. */
export const commandsIn = ({ commands }: Pick<CommandBlock, 'commands'>): string[] =>
  commands
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/\s+#\s.*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** The commands of npm that a document names in its text: `npm start`, `npm run bench -- --help`. */
export const npmCommandsIn = (markdown: string): string[] =>
  [...markdown.matchAll(/`(npm (?:run [a-z:0-9]+|start|test)(?: [^`]*)?|npx nx [^`]*)`/g)].map(
    ([, text = '']) => text,
  );

/** The pages whose commands a running system with the sandbox is asked to execute, each page from top to bottom. */
export const LIVE_PAGES = /^(README|docs\/quick-start|docs\/cloud-api-facade|docs\/guides\/[a-z-]+)\.md$/;

/**
 * What of a live page can be executed against a running system, as one script: without what is marked, and without
 * the commands of npm, which others execute. Empty when there is nothing.
 */
export function liveScriptOf(markdown: string): string {
  const blocks = commandBlocks(markdown).filter(({ notExecuted }) => notExecuted === null);
  const texts = blocks.map(({ commands }) => commands).filter((text) => !/^np[mx] /m.test(text));
  return texts.join('\n');
}

/** Commands that stand in documents, and the test that types them. */
export const EXECUTED_BY: readonly (readonly [command: RegExp, test: string])[] = [
  [/^npm start$/, 'tools/e2e/test/stories/npm-start.ts'],
  [/^npm start -- --single$/, 'tools/e2e/test/single.test.ts'],
  [/^npm run migrate$/, 'tools/e2e/test/stories/documents.ts'],
  [/^npm run pm2:(multiprocess|single|stop)$/, 'tools/e2e/test/pm2.test.ts'],
  [/^npm run pm2 -- /, 'tools/e2e/test/pm2.test.ts'],
];
