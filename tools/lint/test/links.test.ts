import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, codeOf, filesEndingWith, linksOf, ROOT, withoutFences } from '@watertight/lint-rules';

const documents = filesEndingWith('.md');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

function faultOf(document: string, link: string): string | undefined {
  const [path = '', anchor] = decodeURIComponent(link).split('#');
  const target = path ? posix.join(dirname(document), path) : document;
  if (!existsSync(join(ROOT, target))) return `${link}: there is no ${target}`;
  if (!anchor || !statSync(join(ROOT, target)).isFile()) return undefined;
  return anchorsOf(read(target)).has(anchor) ? undefined : `${link}: ${target} has no heading for #${anchor}`;
}

const isRelative = (link: string) => !/^([a-z][a-z0-9+.-]*:|\/)/i.test(link);

describe('a document', () => {
  it('is found where documents are', () => {
    expect(documents).toEqual(
      expect.arrayContaining(['README.md', 'docs/architecture.md', 'libs/core/README.md']),
    );
  });

  it.each(documents)('leads nowhere that is not there: %s', (document) => {
    const links = linksOf(read(document)).filter(isRelative);
    expect(links.flatMap((link) => faultOf(document, link) ?? [])).toEqual([]);
  });

  it('reads links and headings as GitHub does', () => {
    const text = '# One `two` & three\n[a](b.md#c) `[no](x)` ![p](d/e.png "t")\n```\n[no](y)\n# no\n```\n';
    expect(linksOf(text)).toEqual(['b.md#c', 'd/e.png']);
    expect([...anchorsOf(text)]).toEqual(['one-two--three']);
    expect(faultOf('README.md', 'docs/nothing.md')).toContain('there is no docs/nothing.md');
    expect(faultOf('README.md', '#nothing')).toContain('no heading');
  });
});

describe('what the guides name', () => {
  const guides = documents.filter((file) => file.startsWith('docs/') || !file.includes('/'));
  const FILE = /^(apps|libs|tools|prisma|docs)\/[\w./-]+\.(ts|mjs|js|sql|prisma|md)$/;

  it.each(guides)('is a file that exists: %s', (guide) => {
    const named = codeOf(withoutFences(read(guide))).filter((code) => FILE.test(code));
    expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  /** A proof is a line `- \`file\`: “name of the test”`; the file is a test, or stories that tests share. */
  const PROOF = /^\s*- `([^`]+\.test\.ts|[^`]+\/test\/stories\/[^`]+\.ts)`: “(.+)”$/;
  const proofs = [...read('docs/guarantees.md').matchAll(new RegExp(PROOF, 'gm'))].map(
    ([, file = '', name = '']) => [file, name] as const,
  );

  it('is proved often enough to be worth looking at', () => expect(proofs.length).toBeGreaterThan(20));

  it.each(proofs)('is a test of that name: %s “%s”', (file, name) => {
    expect(read(file)).toContain(name);
  });

  it('has no proof that is written in another way, and so not looked at', () => {
    const lines = read('docs/guarantees.md')
      .split('\n')
      .filter((line) => /\.test\.ts`|\/test\/stories\//.test(line));
    expect(lines.filter((line) => !PROOF.test(line))).toEqual([]);
  });
});
