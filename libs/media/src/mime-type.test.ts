import { expect, test } from 'vitest';
import { safeFilename } from './filename.ts';
import { settleType } from './mime-type.ts';

test.each([
  ['nothing declared: what the bytes say', 'image/png', undefined, 'image/png'],
  ['nothing at all', undefined, undefined, 'application/octet-stream'],
  ['a declaration that says nothing', 'image/png', 'application/octet-stream', 'image/png'],
  ['another name of the same', 'image/jpeg', 'image/jpg', 'image/jpeg'],
  ['parameters and letters', 'image/jpeg', 'IMAGE/JPEG; q=1', 'image/jpeg'],
  ['the codec that the bytes name', 'audio/ogg; codecs=opus', 'audio/ogg', 'audio/ogg; codecs=opus'],
  ['the same codec by an old name', 'audio/ogg; codecs=opus', 'audio/opus', 'audio/ogg; codecs=opus'],
  ['sound in a container of films', 'video/mp4', 'audio/mp4', 'audio/mp4'],
  ['a container by Apple’s name', 'audio/x-m4a', undefined, 'audio/mp4'],
  ['an archive of another kind', 'application/zip', 'application/vnd.sketch', 'application/vnd.sketch'],
  ['a document known by its shell alone', 'application/x-cfb', 'application/msword', 'application/msword'],
  ['a drawing in XML', 'application/xml', 'image/svg+xml', 'image/svg+xml'],
  ['text, which has no mark', undefined, 'text/csv; charset=utf-8', 'text/csv'],
])('%s', (_what, sniffed, declared, expected) => {
  expect(settleType(sniffed, declared)).toBe(expected);
});

test.each([
  ['bytes of another type', 'application/pdf', 'image/png'],
  ['bytes of another picture', 'image/png', 'image/jpeg'],
  ['bytes without the mark that the type has', undefined, 'image/png'],
  ['an archive as a film', 'application/zip', 'video/mp4'],
  ['an archive as a document with a mark of its own', 'application/zip', 'application/pdf'],
  ['a program as a picture', 'application/x-msdownload', 'image/png'],
])('%s is refused, and named', (_what, sniffed, declared) => {
  expect(() => settleType(sniffed, declared)).toThrow(/declared as/);
});

test('a declaration that is no type is refused', () => {
  expect(() => settleType('image/png', 'png')).toThrow('no MIME type');
});

test('WhatsApp’s own word stands, whatever the bytes look like', () => {
  expect(settleType(undefined, 'audio/ogg; codecs=opus', true)).toBe('audio/ogg; codecs=opus');
  expect(settleType('image/png', 'image/jpeg', true)).toBe('image/jpeg');
  expect(settleType('image/png', 'no type at all', true)).toBe('image/png');
  expect(settleType(undefined, 'image/jpeg\r\nx: y', true)).toBe('application/octet-stream');
});

test.each([
  ['invoice.pdf', 'invoice.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\photo.jpg', 'photo.jpg'],
  ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie x=1.txt'],
  ['gpj.\u202eexe.png', 'gpj.exe.png'],
  ['half \ud800.txt', 'half .txt'],
  ['..', null],
  ['', null],
  [undefined, null],
  ['Ünïcödé 請求書.pdf', 'Ünïcödé 請求書.pdf'],
])('the name %j becomes %j', (given, expected) => {
  expect(safeFilename(given)).toBe(expected);
});

test('a long name keeps its ending', () => {
  expect(safeFilename(`${'x'.repeat(5000)}.jpeg`)).toMatch(/^x{195}\.jpeg$/);
});
