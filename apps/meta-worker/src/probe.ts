import type { ProbeResult } from '@watertight/core';
import { readFault, tokenSentence, type GraphFault } from './errors.ts';
import type { GraphEnd } from './graph.ts';
import { firstText, isFields, parseJson } from './json.ts';

export const PROBE_FIELDS = 'display_phone_number,verified_name,quality_rating';

const isTokenFault = ({ code }: GraphFault): boolean => code === 0 || code === 102 || code === 190;
const isPermissionFault = ({ code }: GraphFault): boolean => code === 10 || (code >= 200 && code <= 299);

/**
 * What asking Graph for the phone number shows. Whatever is neither a refusal of the token nor a failure of the
 * server counts as ready: it answered, and it took the token.
 */
export function judgeProbe(end: GraphEnd): ProbeResult {
  if (end.kind !== 'answered') {
    return { status: 'disconnected', reason: `Meta could not be reached: ${end.reason}.` };
  }
  const answer = parseJson(end.body);
  const fault = isFields(answer) ? readFault(answer.error) : null;
  if (fault && isTokenFault(fault)) return { status: 'failed', reason: tokenSentence(fault) };
  if (fault && isPermissionFault(fault)) {
    const reason = `The access token may not use this phone number (code ${fault.code}): ${fault.detail}`;
    return { status: 'failed', reason };
  }
  if (end.status >= 500) {
    return { status: 'disconnected', reason: `Meta answered with HTTP status ${end.status}.` };
  }
  const me = isFields(answer) ? firstText(answer.display_phone_number)?.replaceAll(/\D/g, '') : undefined;
  return me ? { status: 'ready', me } : { status: 'ready' };
}
