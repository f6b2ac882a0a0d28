import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { mediaEnv, mediaRules, mediaSettings } from './groups.ts';
import { type EnvError, readEnv } from './read.ts';

const schema = Type.Object(mediaEnv);
const settings = (source: Record<string, string>) => mediaSettings(readEnv(schema, source, mediaRules));
const faults = (source: Record<string, string>) => {
  try {
    readEnv(schema, source, mediaRules);
    return [];
  } catch (error) {
    return (error as EnvError).faults;
  }
};

describe('where media are', () => {
  test('is a folder below the home, or the one that is named', () => {
    expect(settings({})).toEqual({ dir: '.watertight/media' });
    expect(settings({ WATERTIGHT_HOME: '/var/lib/wt' })).toEqual({ dir: '/var/lib/wt/media' });
    expect(settings({ MEDIA_DIR: '/srv/media' })).toEqual({ dir: '/srv/media' });
  });

  test('is a bucket when one is named, at Amazon’s or another server', () => {
    expect(settings({ MEDIA_S3_BUCKET: 'media' })).toEqual({
      dir: '.watertight/media',
      s3: { bucket: 'media', region: 'us-east-1' },
    });
    expect(
      settings({
        MEDIA_S3_BUCKET: 'media',
        MEDIA_S3_URL: 'http://minio:9000',
        MEDIA_S3_REGION: 'eu-central-1',
        MEDIA_S3_ACCESS_KEY_ID: 'id',
        MEDIA_S3_SECRET_ACCESS_KEY: 'secret',
      }).s3,
    ).toEqual({
      bucket: 'media',
      region: 'eu-central-1',
      endpoint: 'http://minio:9000',
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    });
  });

  test('half of a configuration is refused in a sentence', () => {
    expect(faults({ MEDIA_S3_BUCKET: 'media', MEDIA_S3_ACCESS_KEY_ID: 'id' })).toEqual([
      expect.stringContaining('set both or none'),
    ]);
    expect(faults({ MEDIA_S3_URL: 'http://minio:9000' })).toEqual([
      expect.stringContaining('MEDIA_S3_BUCKET is not set'),
    ]);
  });
});
