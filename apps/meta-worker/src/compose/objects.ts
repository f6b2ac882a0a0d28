import {
  namedMedia,
  withMedia,
  type InteractiveContent,
  type MediaRef,
  type TemplateContent,
} from '@watertight/core';
import { limitFault } from './media.ts';
import { isRefused, refused, type NeededFile, type Outline, type Refused } from './outline.ts';

/** An interactive message is in Meta's shape already; files that its headers name by our id get Meta's. */
export function interactiveOutline({ interactive, files = {} }: InteractiveContent): Outline | Refused {
  if (typeof interactive !== 'object') throw new TypeError('no interactive object');
  return withFiles('interactive', interactive, files);
}

/** A template with its components in Meta's shape, whichever they are: header, body, buttons, carousel, … */
export function templateOutline({
  name,
  language,
  components,
  files = {},
}: TemplateContent): Outline | Refused {
  const template = {
    name,
    language: { code: language },
    ...(components.length > 0 ? { components } : {}),
  };
  return withFiles('template', template, files);
}

function withFiles(type: string, object: object, files: Record<string, MediaRef>): Outline | Refused {
  const needed = namedMedia(object).map(({ type: as, mediaId }): NeededFile | Refused => {
    const ref = Object.hasOwn(files, mediaId) ? files[mediaId] : undefined;
    if (!ref)
      return refused('MEDIA_NOT_FOUND', `The message names the file ${mediaId}, which is not stored.`);
    return limitFault({ as, ref }) ?? { as, ref };
  });
  const fault = needed.find(isRefused);
  if (fault) return fault;
  return {
    type,
    files: needed as NeededFile[],
    object: (ids) => withMedia(object, ({ mediaId }) => ({ id: ids.get(mediaId) })),
  };
}
