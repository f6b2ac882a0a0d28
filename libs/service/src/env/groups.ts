import { hostname } from 'node:os';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Type, type Static, type TInteger, type TObject, type TOptional } from 'typebox';
import type { KeyRing } from '@watertight/core';
import type { Secret } from '../secret.ts';
import { CommaList, SecretString, UrlString } from './fields.ts';
import type { EnvRule } from './read.ts';

/** Where Postgres and Redis are. */
export const storeEnv = {
  DATABASE_URL: SecretString({
    protocols: ['postgres:', 'postgresql:'],
    description: 'The Postgres database, postgres://user:password@host:port/name',
  }),
  REDIS_URL: SecretString({
    protocols: ['redis:', 'rediss:'],
    description: 'The Redis server, redis://host:port',
  }),
  REDIS_PREFIX: Type.String({
    default: 'watertight',
    pattern: '^[A-Za-z0-9_.{}:-]{1,80}$',
    expects: 'up to 80 of A-Z a-z 0-9 _ . - : { }',
    description: 'Begins every Redis key, so that several systems can share a server',
  }),
};

/** How long messages, and what processes say of themselves, are kept; of every process that sweeps. */
export const retentionEnv = {
  PROCESS_HEALTH_DAYS: Type.Integer({
    default: 1,
    minimum: 1,
    maximum: 365,
    description:
      'How long heartbeats are kept in the database; there is one of each process every two seconds',
  }),
  PROCESS_HISTORY_DAYS: Type.Integer({
    default: 7,
    minimum: 1,
    maximum: 3650,
    description: 'How long figures and events of processes are kept: restarts, kills, last words',
  }),
  AUDIT_DAYS: Type.Integer({
    default: 365,
    minimum: 1,
    maximum: 36_500,
    description: 'How long is kept what administrators did',
  }),
  MESSAGE_RETENTION_DAYS: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 36_500,
      description:
        'Final messages stored longer ago than this are removed with their timelines; kept for ever when unset',
    }),
  ),
};

/** What `DeliveryDeps` takes of it. */
export const retentionSettings = (env: Static<TObject<typeof retentionEnv>>) => ({
  retentionDays: env.MESSAGE_RETENTION_DAYS,
  processRetention: {
    healthDays: env.PROCESS_HEALTH_DAYS,
    historyDays: env.PROCESS_HISTORY_DAYS,
    auditDays: env.AUDIT_DAYS,
  },
});

/** 32 bytes in base64. */
const KEY = '[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=';

/** The keys that seal provider tokens and WhatsApp Web credentials. */
export const encryptionEnv = {
  ENCRYPTION_KEY: SecretString({
    pattern: `^${KEY}$`,
    expects: '32 bytes in base64 (openssl rand -base64 32)',
    description: '32 bytes in base64; seals provider tokens and WhatsApp Web credentials',
  }),
  ENCRYPTION_OTHER_KEYS: Type.Optional(
    SecretString({
      pattern: `^${KEY}(\\s*,\\s*${KEY})*$`,
      expects: 'keys like ENCRYPTION_KEY, with commas between them',
      description:
        'Further keys that open what was sealed with them, and seal nothing: while keys are rotated',
    }),
  ),
};

/** The 32 bytes of a validated ENCRYPTION_KEY. */
export const encryptionKeyBytes = (key: Secret): Buffer => Buffer.from(key.reveal(), 'base64');

/** The ring that the variables of `encryptionEnv` describe. */
export const encryptionKeys = (env: {
  ENCRYPTION_KEY: Secret;
  ENCRYPTION_OTHER_KEYS?: Secret | undefined;
}): KeyRing => ({
  current: encryptionKeyBytes(env.ENCRYPTION_KEY),
  others: (env.ENCRYPTION_OTHER_KEYS?.reveal() ?? '')
    .split(',')
    .filter((text) => text.trim() !== '')
    .map((text) => Buffer.from(text.trim(), 'base64')),
});

/** Where the files of messages are; see `mediaSettings` and `mediaRules`. */
export const mediaEnv = {
  WATERTIGHT_HOME: Type.String({
    default: '.watertight',
    description: 'Where everything is kept that the system makes',
  }),
  MEDIA_DIR: Type.Optional(
    Type.String({ description: 'The folder of media files; media below WATERTIGHT_HOME when unset' }),
  ),
  MEDIA_S3_BUCKET: Type.Optional(
    Type.String({ description: 'Keeps media files in this bucket instead; MEDIA_DIR is then their way in' }),
  ),
  MEDIA_S3_URL: Type.Optional(
    UrlString(['https:', 'http:'], {
      description: 'The server of the bucket, anything that speaks S3; Amazon’s own when unset',
    }),
  ),
  MEDIA_S3_REGION: Type.String({ default: 'us-east-1', description: 'The region of the bucket' }),
  MEDIA_S3_ACCESS_KEY_ID: Type.Optional(
    SecretString({ description: 'Key id for the bucket; found as Amazon’s tools find it when unset' }),
  ),
  MEDIA_S3_SECRET_ACCESS_KEY: Type.Optional(SecretString({ description: 'Secret to that key id' })),
};

type MediaEnv = Static<TObject<typeof mediaEnv>>;

/** Rules for `readEnv`, of every process that reads `mediaEnv`. */
export const mediaRules: readonly EnvRule<MediaEnv>[] = [
  (env) =>
    !env.MEDIA_S3_ACCESS_KEY_ID === !env.MEDIA_S3_SECRET_ACCESS_KEY
      ? undefined
      : 'MEDIA_S3_ACCESS_KEY_ID and MEDIA_S3_SECRET_ACCESS_KEY belong together: set both or none.',
  (env) =>
    !env.MEDIA_S3_BUCKET && (env.MEDIA_S3_URL || env.MEDIA_S3_ACCESS_KEY_ID)
      ? 'MEDIA_S3_BUCKET is not set, but the way to it is: set it, or unset the others of MEDIA_S3.'
      : undefined,
];

/** What `openMedia` takes, from the environment. */
export function mediaSettings(env: MediaEnv): {
  dir: string;
  s3?: {
    bucket: string;
    region: string;
    endpoint?: string;
    credentials?: { accessKeyId: string; secretAccessKey: string };
  };
} {
  const dir = env.MEDIA_DIR ?? join(env.WATERTIGHT_HOME, 'media');
  if (!env.MEDIA_S3_BUCKET) return { dir };
  const accessKeyId = env.MEDIA_S3_ACCESS_KEY_ID?.reveal();
  const secretAccessKey = env.MEDIA_S3_SECRET_ACCESS_KEY?.reveal();
  return {
    dir,
    s3: {
      bucket: env.MEDIA_S3_BUCKET,
      region: env.MEDIA_S3_REGION,
      ...(env.MEDIA_S3_URL ? { endpoint: env.MEDIA_S3_URL } : {}),
      ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    },
  };
}

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
export type Sampler = (typeof SAMPLERS)[number];

const PAIRS = '^[^=,\\s]+=[^,]*(,\\s*[^=,\\s]+=[^,]*)*$';

/** Where traces go; names and meanings are OpenTelemetry's own. See `openTracing`. */
export const tracingEnv = {
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(
    UrlString(['https:', 'http:'], {
      description:
        'A collector that takes OTLP over HTTP, such as http://127.0.0.1:4318; nothing is traced when unset',
    }),
  ),
  OTEL_EXPORTER_OTLP_HEADERS: Type.Optional(
    SecretString({
      pattern: PAIRS,
      expects: 'name=value, several with commas, values percent-encoded',
      description: 'Headers that the collector wants, name=value with commas',
    }),
  ),
  OTEL_TRACES_SAMPLER: Type.Unsafe<Sampler>({
    enum: [...SAMPLERS],
    default: 'parentbased_always_on',
    description: `Which traces are kept: ${SAMPLERS.join(', ')}`,
  }),
  OTEL_TRACES_SAMPLER_ARG: Type.Number({
    default: 1,
    minimum: 0,
    maximum: 1,
    description: 'The share of traces that the samplers with a ratio keep',
  }),
  OTEL_RESOURCE_ATTRIBUTES: Type.Optional(
    Type.String({
      pattern: PAIRS,
      expects: 'name=value, several with commas, values percent-encoded',
      description: 'What every trace says of this system, such as deployment.environment.name=production',
    }),
  ),
};

/** Which private addresses requests to other people's URLs may reach. */
export const egressEnv = {
  EGRESS_ALLOW_PRIVATE: CommaList({
    description: 'Hosts or CIDRs that webhooks and media fetches may reach although private, with commas',
  }),
};

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

type PrefixOf<P extends string> = P extends `${infer Prefix}_PORT` ? Prefix : never;
type PortField<P extends string> = { [K in P]: TInteger };
type MemoryField<P extends string> = { [K in `${PrefixOf<P>}_MEMORY_MB`]: TOptional<TInteger> };

/**
 * What every process reads. The port's name carries the process's: `processEnv('META_PORT', 3002)` asks for
 * META_PORT and META_MEMORY_MB, and generates an INSTANCE_ID that begins with `meta-`.
 * @param defaultMemoryMb limit in MiB; without it the limit is off unless set
 */
export function processEnv<const P extends `${string}_PORT`>(
  portName: P,
  defaultPort: number,
  defaultMemoryMb?: number,
) {
  const prefix = portName.slice(0, -'_PORT'.length);
  return {
    ...sharedFields(prefix.toLowerCase()),
    ...({ [portName]: port(defaultPort) } as PortField<P>),
    ...({ [`${prefix}_MEMORY_MB`]: memoryLimit(defaultMemoryMb) } as MemoryField<P>),
  };
}

const sharedFields = (processName: string) => ({
  HOST: Type.String({
    default: '127.0.0.1',
    minLength: 1,
    description: 'The address that HTTP ports listen on; 0.0.0.0 for all',
  }),
  INSTANCE_ID: Type.String({
    generate: () => instanceIdOf(processName),
    pattern: '^[A-Za-z0-9_.-]{1,120}$',
    expects: 'up to 120 of A-Z a-z 0-9 _ . -',
    description: 'Tells the instances of a process apart; generated when unset',
  }),
  LOG_LEVEL: Type.Unsafe<LogLevel>({
    enum: [...LOG_LEVELS],
    default: 'info',
    description: `The least level that is logged: ${LOG_LEVELS.join(', ')}`,
  }),
  WATERTIGHT_RESTARTS: Type.Integer({
    default: 0,
    minimum: 0,
    description: 'How often the supervisor has restarted this process; the supervisor sets it',
  }),
  WATERTIGHT_STANDBY: Type.Boolean({
    default: false,
    description: 'Load everything and wait for a byte on standard input; the supervisor sets it',
  }),
});

const port = (defaultPort: number): TInteger =>
  Type.Integer({
    default: defaultPort,
    minimum: 0,
    maximum: 65535,
    description: 'The HTTP port; 0 takes a free one',
  });

function memoryLimit(defaultMb: number | undefined): TOptional<TInteger> {
  return Type.Optional(
    Type.Integer({
      ...(defaultMb === undefined ? {} : { default: defaultMb }),
      minimum: 64,
      description: 'Memory limit in MiB: degraded above 90% of it, restarted by the supervisor beyond it',
    }),
  );
}

const generated = new Map<string, string>();

/**
 * The generated INSTANCE_ID of a process of this name, `<name>-<hostname>-<random>`. It is the identity of this
 * operating-system process: asked twice, it is the same.
 */
export function instanceIdOf(processName: string): string {
  const host = hostname()
    .replaceAll(/[^A-Za-z0-9_.-]/g, '-')
    .slice(0, 60);
  const id = generated.get(processName) ?? `${processName}-${host}-${randomBytes(4).toString('hex')}`;
  generated.set(processName, id);
  return id;
}
