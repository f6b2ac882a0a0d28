import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifyServerOptions } from 'fastify';

type BuildSerializer = NonNullable<
  NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>['buildSerializer']
>;

/**
 * Serializers are compiled from the schemas of the answers, each when the first such answer is given: one for each
 * status of each route would be half of the time that a process takes to start, and most of them are never needed.
 */
export const buildSerializer: BuildSerializer = (externalSchemas, options) => (route) => {
  let serialize: ((document: unknown) => string) | undefined;
  return (document) => {
    serialize ??= SerializerSelector()(externalSchemas, options)(route);
    return serialize(document);
  };
};
