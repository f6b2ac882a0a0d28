import type { Uploads } from '../media/uploads.ts';
import type { Fields } from '../messages/check.ts';
import { parameterError, type GraphError } from './errors.ts';
import { asText, required } from './params.ts';

const VERTICALS = [
  'ALCOHOL',
  'APPAREL',
  'AUTO',
  'BEAUTY',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GOVT',
  'GROCERY',
  'HEALTH',
  'HOTEL',
  'NONPROFIT',
  'ONLINE_GAMBLING',
  'OTC_DRUGS',
  'OTHER',
  'PHYSICAL_GAMBLING',
  'PROF_SERVICES',
  'RESTAURANT',
  'RETAIL',
  'TRAVEL',
  'UNDEFINED',
  'NOT_A_BIZ',
];
const LENGTHS: Record<string, number> = { about: 139, address: 256, description: 512, email: 128 };

/** What is wrong with a change of the business profile, by Meta's limits. */
export function profileProblem(given: Fields, uploads: Uploads): GraphError | undefined {
  if (given.messaging_product !== 'whatsapp') return required('messaging_product');
  for (const [name, max] of Object.entries(LENGTHS)) {
    const value = given[name];
    if (value === undefined) continue;
    if (typeof value !== 'string') return parameterError(`Param ${name} must be a string.`);
    if (value.length > max) return parameterError(`Param ${name} must be at most ${max} characters long.`);
  }
  const { about, vertical, websites, email, profile_picture_handle: handle } = given;
  if (about === '') return parameterError('Param about must not be empty.');
  if (typeof email === 'string' && email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email))
    return parameterError('Param email must be a valid email address.');
  if (vertical !== undefined && !VERTICALS.includes(asText(vertical)))
    return parameterError(`Param vertical must be one of {${VERTICALS.join(', ')}}.`);
  if (websites !== undefined && !areWebsites(websites))
    return parameterError('Param websites must be at most 2 http or https addresses of 256 characters.');
  if (handle !== undefined && !uploads.file(asText(handle)))
    return parameterError('Param profile_picture_handle is not the handle of an uploaded file.');
  return undefined;
}

function areWebsites(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > 2) return false;
  return value.every((url) => typeof url === 'string' && url.length <= 256 && /^https?:\/\/\S+$/.test(url));
}
