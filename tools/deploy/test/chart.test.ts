import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { IMAGES, version } from '@watertight/deploy';
import { ROOT } from '@watertight/lint-rules';
import { drainSeconds } from '../src/drain.ts';
import { environmentFaults, environmentOf } from '../src/environment.ts';
import { CHART, lintChart, render, type Manifest } from '../src/helm.ts';
import { kubernetesFaults } from '../src/kubernetes.ts';

const WITH_KEDA = { meta: { keda: { enabled: true } } };
const EVERYTHING = {
  ...{ image: { registry: 'ghcr.io/x/watertight', tag: '9.9.9', pullSecrets: [{ name: 'pull' }] } },
  ...{ database: { existingSecret: 'pg-app', key: 'uri' }, redis: { existingSecret: 'cache', key: 'url' } },
  env: { LOG_LEVEL: 'debug' },
  envFromSecrets: { OTEL_EXPORTER_OTLP_HEADERS: { secret: 'otel', key: 'headers' } },
  media: {
    s3: { bucket: 'files', url: 'https://s3.example.com' },
    persistence: { enabled: true, storageClass: 'nfs' },
  },
  api: {
    hpa: { enabled: true },
    env: { API_RATE_LIMIT: '50', LOG_LEVEL: 'warn' },
    service: { type: 'LoadBalancer' },
    nodeSelector: { pool: 'web' },
    tolerations: [{ key: 'web', operator: 'Exists' }],
    affinity: { podAntiAffinity: {} },
  },
  ...WITH_KEDA,
  webhook: { hpa: { enabled: true } },
  wwebjs: { replicas: 3, chromium: { installProfile: true }, persistence: { storageClass: 'fast' } },
  ingress: { enabled: true, className: 'nginx', tlsSecret: 'tls', annotations: { a: 'b' } },
  networkPolicy: {
    ingressFrom: [{ namespaceSelector: { matchLabels: { name: 'ingress' } } }],
    metricsFrom: [{ namespaceSelector: { matchLabels: { name: 'monitoring' } } }],
    storesTo: [{ ipBlock: { cidr: '10.1.0.0/16' } }],
    extraEgress: [{ to: [{ ipBlock: { cidr: '10.2.0.7/32' } }] }],
  },
  metrics: { podMonitor: { enabled: true, labels: { release: 'prometheus' } } },
};
const FORMS = [
  { form: 'defaults', values: {} },
  { form: 'everything', values: EVERYTHING },
  { form: 'stores of an operator', values: { database: EVERYTHING.database, redis: EVERYTHING.redis } },
  {
    form: 'a login for each',
    values: {
      database: {
        logins: {
          migrate: { existingSecret: 'pg-owner', key: 'uri' },
          workers: { key: 'WORKER_DATABASE_URL' },
        },
        tenantRole: 'companies',
      },
    },
  },
  { form: 'no KEDA, by processor time', values: { meta: { hpa: { enabled: true } } } },
  {
    form: 'as little as can be',
    values: {
      ...{ migrate: { enabled: false }, podDisruptionBudgets: false, networkPolicy: { enabled: false } },
      wwebjs: { persistence: { enabled: false }, chromium: { sandbox: 'off' } },
      database: { tenantRole: '' },
    },
  },
];

interface Container {
  name: string;
  image: string;
  env?: { name: string; value?: string; valueFrom?: object }[];
  ports?: { name: string; containerPort: number }[];
  [other: string]: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- as in a manifest
}

const rendered = new Map<string, Manifest[]>();
beforeAll(() => {
  for (const { form, values } of FORMS) rendered.set(form, render(values));
}, 240_000);
const of = (form: string, kind: string) => (rendered.get(form) ?? []).filter((one) => one.kind === kind);
const podsOf = (form: string) =>
  ['Deployment', 'StatefulSet', 'Job']
    .flatMap((kind) => of(form, kind))
    .map((manifest) => ({
      manifest,
      component: manifest.metadata.labels?.['app.kubernetes.io/component'] ?? '',
      pod: manifest.spec.template.spec,
      container: manifest.spec.template.spec.containers[0] as Container,
    }));
const imageNamed = (container: Container) => IMAGES.find(({ name }) => name === container.name);

it('Helm has nothing to say against the chart', () => {
  expect(lintChart()).toContain('0 chart(s) failed');
});

it('carries the version of the repository', () => {
  const chart = parse(readFileSync(join(CHART, 'Chart.yaml'), 'utf8')) as {
    version: string;
    appVersion: string;
  };
  expect(chart).toMatchObject({ version: version(), appVersion: version() });
});

it('every form is what the schemas of Kubernetes, KEDA and the operator of Prometheus allow', () => {
  for (const [form, manifests] of rendered) expect(manifests.length, form).toBeGreaterThan(10);
  expect(kubernetesFaults([...rendered.values()].flat())).toEqual([]);
});

it('what is misspelt or of the wrong type is found', () => {
  const changed = (change: (manifest: Manifest) => void) => {
    const copy = structuredClone(of('defaults', 'Deployment')[0] as Manifest);
    change(copy);
    return copy;
  };
  const monitor = of('everything', 'PodMonitor')[0] as Manifest;
  const faults = kubernetesFaults([
    changed(({ spec }) => (spec.template.spec.containers[0].securityContxt = {})),
    changed(({ spec }) => (spec.revisionHistoryLimit = 'five')),
    changed(({ spec }) => delete spec.selector),
    changed((manifest) => (manifest.apiVersion = 'apps/v9')),
    { ...monitor, spec: { ...monitor.spec, podMetricsEndpoint: [] } },
    { ...monitor, spec: { ...monitor.spec, podMetricsEndpoints: [{ interval: 'often' }] } },
  ]).join();
  for (const named of [
    'securityContxt',
    'revisionHistoryLimit',
    'selector',
    'apps/v9/Deployment is not known',
    'podMetricsEndpoint',
    'interval',
  ])
    expect(faults).toContain(named);
});

it('values that are misspelt, or that contradict each other, are refused', () => {
  expect(() => render({ api: { replcas: 3 } })).toThrow('replcas');
  expect(() => render({ env: { LOG_LEVEL: 3 } })).toThrow(/LOG_LEVEL/);
  expect(() => render({ wwebjs: { chromium: { sandbox: 'maybe' } } })).toThrow('sandbox');
  expect(() => render({ meta: { keda: { enabled: true }, hpa: { enabled: true } } })).toThrow('choose one');
});

describe.each(FORMS)('$form', ({ form }) => {
  it('gives every app what it reads, and all that it needs', async () => {
    for (const { container } of podsOf(form)) {
      const rows = await environmentOf(imageNamed(container)?.project ?? '');
      const names = (container.env ?? []).map(({ name }) => name);
      // What is given to all is not read by all.
      const shared = Object.keys({ ...EVERYTHING.env, ...EVERYTHING.envFromSecrets });
      expect(
        environmentFaults(
          names.filter((name) => !shared.includes(name)),
          rows,
        ),
        container.name,
      ).toEqual([]);
      expect(new Set(names).size, container.name).toBe(names.length);
    }
  });

  it('takes every secret by reference', async () => {
    for (const { container } of podsOf(form)) {
      const secrets = (await environmentOf(imageNamed(container)?.project ?? '')).filter(
        ({ secret }) => secret,
      );
      for (const { name, value, valueFrom } of container.env ?? [])
        if (secrets.some((row) => row.name === name)) {
          expect(value, name).toBeUndefined();
          expect(valueFrom, name).toHaveProperty('secretKeyRef');
        }
    }
    expect(of(form, 'Secret')).toEqual([]);
  });

  it('runs nothing with rights, and writes to volumes alone', () => {
    for (const { pod, container } of podsOf(form)) {
      expect(pod.automountServiceAccountToken, container.name).toBe(false);
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 10001,
        fsGroup: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(container.securityContext).toMatchObject({
        ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
        capabilities: { drop: ['ALL'] },
      });
      expect(container.resources.limits.memory).toMatch(/^\d+Mi$/);
      for (const { name } of container.volumeMounts as { name: string }[]) {
        const declared = [...(pod.volumes as { name: string }[]).map((volume) => volume.name), 'sessions'];
        expect(declared, container.name).toContain(name);
      }
    }
  });

  it('has the ports, probes and time to drain of each app', () => {
    for (const { component, pod, container } of podsOf(form).filter(
      ({ component }) => component !== 'migrate',
    )) {
      const image = imageNamed(container);
      expect(container.ports).toEqual([{ name: 'http', containerPort: image?.port?.[1], protocol: 'TCP' }]);
      for (const probe of ['startupProbe', 'livenessProbe'])
        expect(container[probe].httpGet, component).toEqual({ path: '/health', port: 'http' });
      expect(container.readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'http' });
      const preStop = Number(container.lifecycle.preStop.exec.command[1]);
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(drainSeconds(image?.project ?? '') + preStop);
    }
  });

  it('selects by labels that the pods have, and nothing selects two apps', () => {
    const pods = podsOf(form).map(
      ({ manifest }) => manifest.spec.template.metadata.labels as Record<string, string>,
    );
    const selectors = [
      ...[...of(form, 'Deployment'), ...of(form, 'StatefulSet'), ...of(form, 'PodDisruptionBudget')].map(
        ({ spec }) => spec.selector.matchLabels,
      ),
      ...of(form, 'Service').map(({ spec }) => spec.selector),
      ...of(form, 'NetworkPolicy').map(({ spec }) => spec.podSelector.matchLabels),
    ] as Record<string, string>[];
    for (const selector of selectors)
      expect(
        pods.filter((labels) => Object.entries(selector).every(([key, value]) => labels[key] === value)),
      ).toHaveLength(1);
  });
});

it('the routes that probes and the ingress name are there', () => {
  const health = readFileSync(join(ROOT, 'libs/health/README.md'), 'utf8');
  for (const path of ['/health', '/health/ready', '/metrics']) expect(health).toContain(path);
  const paths = of('everything', 'Ingress')[0]?.spec.rules[0].http.paths as {
    path: string;
    backend: { service: { name: string } };
  }[];
  expect(paths.map(({ path, backend }) => [path, backend.service.name])).toEqual([
    ['/api/meta/webhook', 'watertight-meta'],
    ['/', 'watertight-api'],
  ]);
  expect(readFileSync(join(ROOT, 'apps/meta-worker/src/ingress.ts'), 'utf8')).toContain(
    "'/api/meta/webhook'",
  );
});

it('the Meta worker scales on a metric that is there, and has no fixed number then', () => {
  const [scaled] = of('everything', 'ScaledObject');
  const query = scaled?.spec.triggers[0].metadata.query as string;
  const [, metric = '', labels = ''] = /\(?(watertight_\w+)\{([^}]*)\}/.exec(query) ?? [];
  const row = readFileSync(join(ROOT, 'docs/metrics.md'), 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`| \`${metric}\``));
  expect(row).toBeDefined();
  for (const [, label = ''] of labels.matchAll(/(\w+)=/g)) expect(row).toContain(`\`${label}\``);
  const meta = of('everything', 'Deployment').find(
    ({ metadata }) => metadata.name === scaled?.spec.scaleTargetRef.name,
  );
  expect(meta?.spec.replicas).toBeUndefined();
  expect(of('defaults', 'ScaledObject')).toEqual([]);
});

it('migrations run before an install or upgrade, and can be left to others', () => {
  const [job] = of('defaults', 'Job');
  expect(job?.metadata.annotations?.['helm.sh/hook']).toBe('pre-install,pre-upgrade');
  expect(of('as little as can be', 'Job')).toEqual([]);
});

it('migrations, the API and the workers may have a login each, and only the API speaks as the role of companies', () => {
  const named = (form: string, name: string) =>
    Object.fromEntries(
      podsOf(form).map(({ component, container }) => {
        const { value, valueFrom } = container.env?.find((one) => one.name === name) ?? {};
        const { secretKeyRef } = (valueFrom ?? {}) as { secretKeyRef?: { name: string; key: string } };
        return [component, value ?? (secretKeyRef && `${secretKeyRef.name}/${secretKeyRef.key}`)];
      }),
    );
  const everywhere = (what: string) =>
    Object.fromEntries(['api', 'meta', 'webhook', 'wwebjs', 'migrate'].map((name) => [name, what]));
  expect(named('defaults', 'DATABASE_URL')).toEqual(everywhere('watertight/DATABASE_URL'));
  expect(named('everything', 'DATABASE_URL')).toEqual(everywhere('pg-app/uri'));
  expect(named('a login for each', 'DATABASE_URL')).toEqual({
    ...everywhere('watertight/WORKER_DATABASE_URL'),
    ...{ migrate: 'pg-owner/uri', api: 'watertight/DATABASE_URL' },
  });
  const roleOf = (form: string) => named(form, 'DATABASE_TENANT_ROLE');
  expect(Object.entries(roleOf('defaults')).filter(([, role]) => role !== undefined)).toEqual([
    ['api', 'watertight_tenant'],
  ]);
  expect(roleOf('a login for each').api).toBe('companies');
  expect(roleOf('as little as can be').api).toBeUndefined();
});

it('Chromium has the profile that it asks for, or says that it runs without its sandbox', () => {
  const worker = (form: string) => podsOf(form).find(({ component }) => component === 'wwebjs')?.container;
  expect(worker('defaults')?.securityContext.seccompProfile).toEqual({
    ...{ type: 'Localhost', localhostProfile: 'profiles/watertight-chromium.json' },
  });
  expect(worker('defaults')?.env?.some(({ name }) => name === 'WWEBJS_BROWSER_ARGS')).toBe(false);
  expect(worker('as little as can be')?.env).toContainEqual({
    name: 'WWEBJS_BROWSER_ARGS',
    value: '["--no-sandbox"]',
  });
  const profile = readFileSync(join(CHART, 'files/seccomp-chromium.json'), 'utf8');
  const [map] = of('everything', 'ConfigMap');
  expect(JSON.parse(map?.data?.['profile.json'] ?? '')).toEqual(JSON.parse(profile));
});

it('what is set for one app goes before what is set for all', () => {
  const level = (name: string) =>
    podsOf('everything')
      .find(({ component }) => component === name)
      ?.container.env?.find((one) => one.name === 'LOG_LEVEL')?.value;
  expect([level('api'), level('meta')]).toEqual(['warn', 'debug']);
});

it('metrics are told apart by the names that alerts and dashboards know', () => {
  const [monitor] = of('everything', 'PodMonitor');
  expect(monitor?.spec.podMetricsEndpoints[0]).toMatchObject({
    port: 'http',
    path: '/metrics',
    honorLabels: true,
  });
  expect(
    podsOf('defaults')
      .map(({ component }) => component)
      .sort(),
  ).toEqual(['api', 'meta', 'migrate', 'webhook', 'wwebjs']);
});
