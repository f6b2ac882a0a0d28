import { describe, expect, it, vi } from 'vitest';
import { createCache, route, routeAction, type RoutablePhone } from './index.ts';

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
