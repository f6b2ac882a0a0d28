import { describe, expect, it, vi } from 'vitest';
import { canDivert, createCache, fallbackOf, route, routeAction, type RoutablePhone } from './index.ts';

const phone = (
  phoneIndex: number,
  status: RoutablePhone['state']['status'],
  more: Partial<RoutablePhone> = {},
) =>
  ({
    phoneId: `ph_${phoneIndex}`,
    companyId: 'demo',
    phoneIndex,
    connectionType: 'meta',
    desiredState: 'start',
    state: { status },
    ...more,
  }) as RoutablePhone;

const chosen = (phones: RoutablePhone[], phoneIndex?: number) => {
  const routed = route(phones, { phoneIndex, type: 'text' });
  return routed.kind === 'phone' ? routed.phone.phoneIndex : routed.code;
};

describe('route', () => {
  it('takes the phone that was named, connected or not', () => {
    expect(chosen([phone(0, 'ready'), phone(1, 'stopped')], 1)).toBe(1);
  });
  it('takes the lowest connected phone when none was named, in whatever order they come', () => {
    expect(chosen([phone(2, 'ready'), phone(0, 'failed'), phone(1, 'ready')])).toBe(1);
  });
  it('lets a message wait for the lowest phone that is meant to be connected when none is', () => {
    expect(chosen([phone(0, 'stopped', { desiredState: 'stop' }), phone(1, 'starting')])).toBe(1);
  });
  it('names what is missing', () => {
    expect(chosen([])).toBe('NO_PHONE');
    expect(chosen([phone(0, 'ready')], 7)).toBe('PHONE_NOT_FOUND');
  });
  it('refuses what the phone’s channel cannot send', () => {
    expect(route([phone(0, 'ready')], { type: 'poll' })).toMatchObject({ code: 'UNSUPPORTED_ON_CHANNEL' });
  });
});

describe('routeAction', () => {
  const web = (phoneIndex: number, status: RoutablePhone['state']['status'] = 'ready') =>
    phone(phoneIndex, status, { connectionType: 'wwebjs' });
  const action = 'group.list';
  const asked = (phones: RoutablePhone[], wish: { phoneIndex?: number; lastIndex?: number } = {}) => {
    const routed = routeAction(phones, { action, ...wish });
    return routed.kind === 'phone' ? routed.phone.phoneIndex : routed.code;
  };

  it('takes the phone that was named, before the one that the chat was last on', () => {
    expect(asked([web(0), web(1), web(2)], { phoneIndex: 1, lastIndex: 2 })).toBe(1);
    expect(asked([web(0), web(1), web(2)], { lastIndex: 2 })).toBe(2);
  });
  it('forgets the phone of the chat when it is gone', () => {
    expect(asked([web(0), web(1)], { lastIndex: 7 })).toBe(0);
  });
  it('takes the lowest connected phone that can do it, else the lowest connected one', () => {
    expect(asked([web(2), web(1), web(0, 'failed')])).toBe(1);
    expect(asked([web(3, 'failed'), phone(2, 'ready'), phone(4, 'ready')])).toBe(2);
  });
  it('names what is missing', () => {
    expect(asked([])).toBe('NO_PHONE');
    expect(asked([web(0)], { phoneIndex: 7 })).toBe('PHONE_NOT_FOUND');
  });
});

describe('the cache', () => {
  let now = 0;
  const clock = { now: () => new Date(now) };
  const make = (load: (key: string) => Promise<string>) =>
    createCache({ load, ttlMs: 100, maxEntries: 2, clock });

  it('loads once for callers that come together, and again when the time is over or it is told to forget', async () => {
    const load = vi.fn(async (key: string) => `${key}!`);
    const cache = make(load);
    expect(await Promise.all([cache.get('a'), cache.get('a')])).toEqual(['a!', 'a!']);
    expect(load).toHaveBeenCalledTimes(1);
    now += 101;
    await cache.get('a');
    expect(load).toHaveBeenCalledTimes(2);
    cache.forget('a');
    await cache.get('a');
    expect(load).toHaveBeenCalledTimes(3);
  });
  it('keeps no failed load', async () => {
    const load = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue('back');
    const cache = make(load);
    await expect(cache.get('a')).rejects.toThrow('away');
    expect(await cache.get('a')).toBe('back');
  });
  it('never holds more than its bound', async () => {
    const load = vi.fn(async (key: string) => key);
    const cache = make(load);
    for (const key of ['a', 'b', 'c', 'a']) await cache.get(key);
    expect(load).toHaveBeenCalledTimes(4);
  });
});

describe('the fallback', () => {
  const now = new Date('2026-01-01T00:10:00Z');
  const since = new Date('2026-01-01T00:00:00Z');
  const fallback = { phoneIndex: 1, afterSeconds: 600, queued: true };
  const away = (more: Partial<RoutablePhone> = {}) =>
    phone(0, 'disconnected', { fallback, state: { status: 'disconnected', notReadySince: since }, ...more });

  it('serves a phone that was not ready for as long as it says, and not a moment earlier', () => {
    const phones = [away(), phone(1, 'ready')];
    expect(fallbackOf(phones, phones[0]!, now)).toEqual({ phone: phones[1], since, queued: true });
    expect(fallbackOf(phones, phones[0]!, new Date(now.getTime() - 1))).toBeNull();
  });
  it.each([
    ['the phone is ready', [away({ state: { status: 'ready', notReadySince: null } }), phone(1, 'ready')]],
    ['it names none', [away({ fallback: null }), phone(1, 'ready')]],
    ['the other is not ready either', [away(), phone(1, 'starting')]],
    ['the other is gone', [away(), phone(2, 'ready')]],
    ['it names itself', [away({ fallback: { ...fallback, phoneIndex: 0 } }), phone(1, 'ready')]],
  ])('does not when %s', (_why, phones) => {
    expect(fallbackOf(phones, phones[0]!, now)).toBeNull();
  });
  it('carries what any phone can say to a person, and nothing that belongs to one phone', () => {
    const can = (type: 'text' | 'poll' | 'reaction', chatId = '60123456789', answers = false) =>
      canDivert({ type, chatId, answers }, phone(1, 'ready'));
    expect(can('text')).toBe(true);
    expect([can('poll'), can('reaction'), can('text', '1@g.us'), can('text', '1@lid')]).not.toContain(true);
    expect(can('text', '60123456789', true)).toBe(false);
  });
});
