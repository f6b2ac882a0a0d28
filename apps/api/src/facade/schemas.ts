import { Type, type Static, type TSchema } from 'typebox';
import { named } from '../schemas/common.ts';

export const Done = named(
  'CloudApiDone',
  Type.Object({ success: Type.Boolean() }, { examples: [{ success: true }] }),
);

/** A list as Graph gives it; `next` is there while there is more. */
export const graphPage = <S extends TSchema>(item: S) =>
  Type.Object({
    data: Type.Array(item),
    paging: Type.Optional(
      Type.Object({
        cursors: Type.Object({ after: Type.Optional(Type.String()) }),
        next: Type.Optional(Type.String({ description: 'The path of the next page' })),
      }),
    ),
  });

export const FieldsQuery = Type.Object({
  fields: Type.Optional(
    Type.String({ maxLength: 2000, description: 'Names with commas; what is not known here is left out' }),
  ),
});

export type FieldsWish = Static<typeof FieldsQuery>['fields'];

/** The fields of a node that were asked for, and its id; `usual` when nothing was asked for. */
export function pick<Node extends { id?: string }>(
  node: Node,
  fields: FieldsWish,
  usual: readonly string[],
): Node {
  const wanted = new Set(fields === undefined || fields.trim() === '' ? usual : namesOf(fields));
  return Object.fromEntries(
    Object.entries(node).filter(([name]) => name === 'id' || wanted.has(name)),
  ) as Node;
}

/** `throughput{level},status` asks for two. */
const namesOf = (fields: string): string[] =>
  fields
    .replaceAll(/\{[^{}]*\}/g, '')
    .split(',')
    .map((name) => name.replace(/\..*$/s, '').trim());
