import type { Figure } from '../scenario.ts';
import type { Bench } from '../system.ts';
import { bareClient } from './client.ts';
import { bareFastify } from './bare-fastify.ts';
import { bareInsert } from './insert.ts';
import { bareQueue } from './queue.ts';

/** What one part of the machine does by itself, measured in the same run. */
export interface Ceiling {
  /** As figures name it. */
  name: string;
  measure(bench: Bench, seconds: number): Promise<Figure>;
}

export const CEILINGS: readonly Ceiling[] = [bareFastify, bareInsert, bareQueue, bareClient];
