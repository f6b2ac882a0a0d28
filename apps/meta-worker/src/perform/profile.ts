import type { BusinessProfile } from '@watertight/core';
import { fieldsIn, firstText, type Fields } from '../json.ts';
import { andThen, asItIsNow, done, numberPath, type Line, type Performer } from './asking.ts';
import type { Tokens } from '../tokens.ts';
import { uploadHandle, type OpenMedia } from './upload.ts';

export interface ProfileDeps {
  openMedia: OpenMedia;
  tokens: Tokens;
}

const FIELDS = 'about,address,description,email,profile_picture_url,websites,vertical';
const PICTURE = { what: 'A profile picture', types: /^image\/(?:jpeg|png)$/, maxBytes: 5 * 1024 * 1024 };

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

function profileOf(answer: Fields): BusinessProfile {
  const fields = fieldsIn(answer.data)[0] ?? {};
  return {
    about: firstText(fields.about),
    address: firstText(fields.address),
    description: firstText(fields.description),
    email: firstText(fields.email),
    websites: textsIn(fields.websites),
    vertical: firstText(fields.vertical),
    pictureUrl: firstText(fields.profile_picture_url),
  };
}

const readProfile = async (line: Line) =>
  andThen(await line.ask('GET', numberPath(line, `/whatsapp_business_profile?fields=${FIELDS}`)), profileOf);

const update: Performer<'profile.update', ProfileDeps> = async (deps, line, action) => {
  const { about, address, description, email, websites, vertical, pictureMediaId } = action;
  const handle =
    pictureMediaId === undefined
      ? done(undefined)
      : await uploadHandle(deps.openMedia, line, pictureMediaId, PICTURE, deps.tokens);
  if (handle.kind !== 'done') return handle;
  const changed = await line.ask('POST', numberPath(line, '/whatsapp_business_profile'), {
    messaging_product: 'whatsapp',
    ...{ about, address, description, email, websites, vertical },
    profile_picture_handle: handle.value,
  });
  return changed.kind === 'done' ? asItIsNow(await readProfile(line)) : changed;
};

/** What people see of a business. */
export const profileActions = {
  'profile.read': ((_deps, line) => readProfile(line)) satisfies Performer<'profile.read', ProfileDeps>,
  'profile.update': update,
};
