import type { MessageStatus } from '@watertight/core';
import { Type } from 'typebox';

/** One or several statuses, separated by commas. */
export const StatusList = <const V extends readonly MessageStatus[]>(statuses: V) =>
  Type.Unsafe<string>({
    type: 'string',
    pattern: `^(${statuses.join('|')})(,(${statuses.join('|')})){0,${statuses.length - 1}}$`,
    description: `One or several, separated by commas: ${statuses.join(', ')}`,
    examples: [statuses.at(0), statuses.slice(0, 2).join(',')],
  });

/** What a valid list names, each once. */
export const statusesOf = (list: string): MessageStatus[] => [...new Set(list.split(','))] as MessageStatus[];
