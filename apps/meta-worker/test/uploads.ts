import type { Uploads } from '@watertight/store';
import type { OpenMedia } from '../src/uploads.ts';

/** Records of uploads that live as long as their test. */
export function memoryUploads(): Uploads {
  const kept = new Map<string, { providerMediaId: string; at: number }>();
  return {
    async find(key) {
      const found = kept.get(JSON.stringify(key));
      return found ? { providerMediaId: found.providerMediaId, ageMs: Date.now() - found.at } : null;
    },
    keep: async (key, providerMediaId) =>
      void kept.set(JSON.stringify(key), { providerMediaId, at: Date.now() }),
    forget: async (key) => void kept.delete(JSON.stringify(key)),
  };
}

/** For messages without files. */
export const noMedia: OpenMedia = async () => null;
