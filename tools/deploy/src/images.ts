import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';

export interface Image {
  /** The name of the project, and of its image. */
  name: string;
  /** Its folder, in which its Dockerfile lies. */
  project: string;
  /** The variable that names its port, and the default; null for a job that ends by itself. */
  port: [variable: string, value: number] | null;
}

/** All images that are made here. The orchestrator has none: in containers the platform supervises. */
export const IMAGES: readonly Image[] = [
  { name: 'api', project: 'apps/api', port: ['API_PORT', 3000] },
  { name: 'wwebjs-worker', project: 'apps/wwebjs-worker', port: ['WWEBJS_PORT', 3001] },
  { name: 'meta-worker', project: 'apps/meta-worker', port: ['META_PORT', 3002] },
  { name: 'webhook-worker', project: 'apps/webhook-worker', port: ['WEBHOOK_PORT', 3003] },
  { name: 'single', project: 'apps/single', port: ['API_PORT', 3000] },
  { name: 'migrate', project: 'apps/migrate', port: null },
  { name: 'meta-sim', project: 'tools/meta-sim', port: ['META_SIM_PORT', 3010] },
  { name: 'wa-web-sim', project: 'tools/wa-web-sim', port: ['WA_WEB_SIM_PORT', 3011] },
];

export const dockerfileOf = ({ project }: Image): string => join(ROOT, project, 'Dockerfile');

/** The version that images and the chart carry. */
export const version = (): string =>
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
