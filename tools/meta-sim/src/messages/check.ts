import { codedError, parameterError, type GraphError } from '../graph/errors.ts';
import type { MediaStore } from '../media/store.ts';

/** What a check may look at besides the value: whose request it is, and the files that exist. */
export interface Scope {
  phoneNumberId: string;
  media: MediaStore;
}

/** A refusal under way: where it is (outermost last) and how Graph says it once the place is known. */
export interface Fault {
  path: (string | number)[];
  tell: (place: string) => GraphError;
}

/** Says what is wrong with a value, undefined when it is fine. Built once, run for every request. */
export type Check = (value: unknown, scope: Scope) => Fault | undefined;

export type Fields = Record<string, unknown>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Graph's answer to a fault found under the parameter `name`. */
export function errorOf({ path, tell }: Fault, name: string): GraphError {
  const steps = path.reverse().map((step) => (typeof step === 'number' ? `[${step}]` : `['${step}']`));
  return tell(name + steps.join(''));
}

/** Code 131008. */
export function missing(key?: string): Fault {
  const path = key === undefined ? [] : [key];
  return { path, tell: (place) => codedError(131008, `Required parameter ${place} is missing.`) };
}

/** Code 131009; `why` goes on after the name of the parameter. */
export function invalid(why: string): Fault {
  return { path: [], tell: (place) => codedError(131009, `Parameter ${place} ${why}.`) };
}

/** Code 100; `why` goes on after the name of the parameter. */
export function wrong(why: string): Fault {
  return { path: [], tell: (place) => parameterError(`Param ${place} ${why}.`) };
}

export function at(fault: Fault | undefined, step: string | number): Fault | undefined {
  fault?.path.push(step);
  return fault;
}

interface StringRules {
  /** Characters (not UTF-16 units) at most. */
  max?: number;
  /** Default 1. */
  min?: number;
  pattern?: RegExp;
  /** What it must be, for `pattern`. */
  what?: string;
  /** Code 100 instead of 131009 when it is too long. */
  plain?: boolean;
}

export function string({ max = 32_768, min = 1, pattern, what, plain = false }: StringRules = {}): Check {
  return (value) => {
    if (typeof value !== 'string') return wrong('must be a string');
    if (value.length < min) return value === '' ? missing() : lengthFault(min, max);
    if (value.length > max && [...value].length > max)
      return plain ? wrong(`must be at most ${max} characters long`) : lengthFault(min, max);
    return pattern && !pattern.test(value) ? invalid(`must be ${what}`) : undefined;
  };
}

function lengthFault(min: number, max: number): Fault {
  return invalid(`length invalid. Min length: ${min}, Max length: ${max}`);
}

export const boolean: Check = (value) =>
  typeof value === 'boolean' ? undefined : wrong('must be a boolean');

export const anyObject: Check = (value) => (isObject(value) ? undefined : wrong('must be an object'));

/** A number, or a string that is one, between the bounds. */
export function number(min: number, max: number, { integer = false } = {}): Check {
  return (value) => {
    const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof given !== 'number' || !Number.isFinite(given)) return wrong('must be a number');
    if (integer && !Number.isInteger(given)) return wrong('must be an integer');
    return given < min || given > max ? invalid(`must be between ${min} and ${max}`) : undefined;
  };
}

/** One of these words; `anyCase` takes them in capitals too. */
export function oneOf(words: readonly string[], { anyCase = false } = {}): Check {
  const known = new Set(words);
  return (value) => {
    if (typeof value === 'string' && known.has(anyCase ? value.toLowerCase() : value)) return undefined;
    const shown = [...known].join(', ').toUpperCase();
    return wrong(`must be one of {${shown}} - got ${JSON.stringify(value)}`);
  };
}

export const httpUrl: Check = (value) => {
  if (typeof value !== 'string') return wrong('must be a string');
  return /^https?:\/\/[^\s/]/i.test(value) && value.length <= 2000 ? undefined : wrong('is not a valid URI');
};

/** An object with these keys and no other. */
export function object(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  const needed = Object.entries(required);
  const checks = new Map([...needed, ...Object.entries(optional)]);
  return (value, scope) => {
    if (!isObject(value)) return wrong('must be an object');
    for (const [key] of needed) if (value[key] === undefined || value[key] === null) return missing(key);
    for (const key of Object.keys(value)) {
      const check = checks.get(key);
      if (!check) return unexpected(key);
      const fault = value[key] === undefined ? undefined : check(value[key], scope);
      if (fault) return at(fault, key);
    }
    return undefined;
  };
}

export function unexpected(key: string): Fault {
  return { path: [], tell: (place) => parameterError(`Unexpected key "${key}" on param "${place}".`) };
}

export function list(item: Check, min: number, max: number): Check {
  return (value, scope) => {
    if (!Array.isArray(value)) return wrong('must be an array');
    if (value.length < min || value.length > max)
      return invalid(`count invalid. Min allowed: ${min}, Max allowed: ${max}`);
    for (let index = 0; index < value.length; index += 1) {
      const fault = item(value[index], scope);
      if (fault) return at(fault, index);
    }
    return undefined;
  };
}

/** Every check in turn, the first fault deciding. */
export function all(...checks: Check[]): Check {
  return (value, scope) => {
    for (const check of checks) {
      const fault = check(value, scope);
      if (fault) return fault;
    }
    return undefined;
  };
}

/** Chooses the check by the word under `key`; an unknown word is refused with the known ones. */
export function byKey(key: string, cases: Record<string, Check>, { anyCase = false } = {}): Check {
  const word = oneOf(Object.keys(cases), { anyCase });
  return (value, scope) => {
    if (!isObject(value)) return wrong('must be an object');
    const given = value[key];
    if (given === undefined || given === null) return missing(key);
    const fault = word(given, scope);
    if (fault) return at(fault, key);
    return cases[anyCase ? (given as string).toLowerCase() : (given as string)]!(value, scope);
  };
}

/** Refuses a list in which two items have the same value under `pick`. */
export function unique(what: string, pick: (item: Fields) => unknown): Check {
  return (value) => {
    const seen = new Set((value as Fields[]).map(pick));
    return seen.size === (value as unknown[]).length ? undefined : invalid(`has the same ${what} twice`);
  };
}
