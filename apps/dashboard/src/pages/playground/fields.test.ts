import { describe, expect, it } from 'vitest';
import { bodyOf, fieldsOf, firstValues, type MESSAGE_TYPES, OPTIONS, readable } from './fields.ts';

const built = (type: (typeof MESSAGE_TYPES)[number], values = {}) =>
  bodyOf([...fieldsOf(type), ...OPTIONS], { ...firstValues(type), ...values });

describe('a body', () => {
  it('has what was typed, and nothing of what was left empty', () => {
    expect(built('text', { '/message': 'hi', '/metadata': ' ' })).toEqual({
      body: { message: 'hi' },
      faults: {},
    });
    expect(built('poll').body).toEqual({ question: 'Lunch?', options: ['Rice', 'Noodles'] });
    expect(built('location').body).toMatchObject({ latitude: 3.1579, longitude: 101.7116 });
    expect(built('template').body).toEqual({ template: { name: 'hello_world', language: 'en_US' } });
    expect(built('image', { '/media/url': 'https://e.org/a.png', '/viewOnce': 'true' }).body).toEqual({
      media: { url: 'https://e.org/a.png' },
      viewOnce: true,
    });
  });

  it('puts a file and its name together, and is shown without its bytes', () => {
    const data = 'QUJD'.repeat(20);
    const { body } = built('document', {
      '/media': JSON.stringify({ data, mimeType: 'text/plain' }),
      '/media/filename': 'a.txt',
    });
    expect(body).toEqual({ media: { data, mimeType: 'text/plain', filename: 'a.txt' } });
    expect(JSON.stringify(readable(body))).not.toContain(data);
  });

  it('is not made of what is no JSON, no number, no time, or missing', () => {
    expect(built('interactive', { '/interactive': '{' }).faults).toEqual({ '/interactive': 'is no JSON' });
    expect(built('location', { '/latitude': 'north' }).faults).toEqual({ '/latitude': 'is no number' });
    expect(built('text', { '/message': '', '/scheduledAt': 'soon' }).faults).toEqual({
      '/message': 'is needed',
      '/scheduledAt': 'is no time',
    });
  });
});
