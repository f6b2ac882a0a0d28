import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerfileOf, IMAGES } from '@watertight/deploy';
import { filesEndingWith, ROOT } from '@watertight/lint-rules';
import { commonHead, dockerfileFaults } from '../src/dockerfile.ts';
import { environmentOf } from '../src/environment.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const api = IMAGES.find(({ name }) => name === 'api');
const apiFile = api ? read(dockerfileOf(api)) : '';
const API = { port: 3000, portVariable: 'API_PORT' };

describe.each(IMAGES)('the Dockerfile of $name', (image) => {
  const content = read(dockerfileOf(image));

  it('keeps the rules: fixed user, health check, versions, tini, nothing left behind', () => {
    const [portVariable, port] = image.port ?? [null, null];
    expect(dockerfileFaults(content, { port, portVariable })).toEqual([]);
  });

  it('begins as all others do', () => {
    expect(commonHead(content)).toBe(commonHead(apiFile));
    expect(commonHead(content).split('\n').length).toBeGreaterThan(6);
  });

  it('has the port that its program takes by default, on all addresses', async () => {
    const rows = await environmentOf(image.project);
    if (!image.port) return expect(content).not.toContain('EXPOSE');
    const [variable, port] = image.port;
    const row = rows.find(({ name }) => name === variable);
    if (image.project.startsWith('apps/')) expect(row?.default).toBe(String(port));
    expect(content).toContain('HOST=0.0.0.0');
  });

  it('can be built by Nx', () => {
    const { nx } = JSON.parse(read(join(ROOT, image.project, 'package.json'))) as {
      nx: { name: string; targets: object };
    };
    expect(nx.name).toBe(image.name);
    expect(nx.targets).toHaveProperty('container');
  });
});

it('no Dockerfile is without these rules', () => {
  const files = filesEndingWith('Dockerfile').map((file) => join(ROOT, file));
  expect(files.sort()).toEqual(IMAGES.map(dockerfileOf).sort());
});

describe('the rules', () => {
  it.each([
    ['USER 10001:10001', '', 'no fixed number'],
    ['USER 10001:10001', 'USER node', 'no fixed number'],
    ['USER 10001:10001', 'USER 0:0', 'no fixed number'],
    [':26.12.1-trixie-slim', '', 'has no version'],
    [':26.12.1-trixie-slim', ':latest', 'has no version'],
    ['COPY . .', 'ADD . .', 'ADD fetches'],
    ['--no-install-recommends ', '', 'recommended'],
    ['apt-get update', 'true', 'without apt-get update'],
    ['/var/lib/apt/lists/*', '', "apt's lists"],
    ['npm ci --omit', 'npm install --omit', 'use npm ci'],
    ['["tini", "--", ', '[', 'ENTRYPOINT'],
    ['"API_PORT", "3000"]', '"API_PORT", "3001"]', 'HEALTHCHECK'],
    ['EXPOSE 3000', '', 'EXPOSE 3000'],
    [' /src/THIRD-PARTY-LICENCES.txt', '', 'does not hold LICENSE'],
    ['NODE_ENV=production', 'NODE_ENV=production ADMIN_API_KEY=x', 'ADMIN_API_KEY stands in the image'],
  ])('refuse "%s" as "%s"', (from, to, fault) => {
    expect(apiFile).toContain(from);
    expect(dockerfileFaults(apiFile.replace(from, to), API).join()).toContain(fault);
  });
});
