import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { releaseChangelog } from 'nx/release/index.js';

/** Writes the notes of a release, from its conventional commits since the tag before it. */
const [tag = '', file] = process.argv.slice(2);
if (!/^v\d+\.\d+\.\d+/.test(tag) || !file) {
  console.error('Say which tag and where to: node --import tsx tools/deploy/src/notes.ts v1.2.3 notes.md');
  process.exit(2);
}
const git = (...args: string[]) => spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();
const before = git('describe', '--tags', '--abbrev=0', '--match', 'v*', `${tag}^`);
const { workspaceChangelog } = await releaseChangelog({
  ...{
    version: tag.slice(1),
    from: before || git('rev-list', '--max-parents=0', tag).split('\n')[0],
    to: tag,
  },
  ...{ dryRun: true, gitCommit: false, gitTag: false },
});
if (!workspaceChangelog?.contents) throw new Error(`There is no conventional commit before ${tag}.`);
writeFileSync(file, `${workspaceChangelog.contents}\n`);
