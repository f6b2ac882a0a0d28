import react from '@vitejs/plugin-react';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const COMPRESSIBLE = /\.(?:js|css|svg)$/;

/** Writes `.br` and `.gz` beside every asset that gets smaller by it: the API sends them as they are. */
function precompress(): Plugin {
  let outDir = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: (config) => void (outDir = resolve(config.root, config.build.outDir)),
    async closeBundle() {
      const dir = join(outDir, 'assets');
      const files = (await readdir(dir)).filter((file) => COMPRESSIBLE.test(file));
      await Promise.all(
        files.map(async (file) => {
          const bytes = await readFile(join(dir, file));
          const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
          await writeFile(join(dir, `${file}.br`), await promisify(brotliCompress)(bytes, { params }));
          await writeFile(join(dir, `${file}.gz`), await promisify(gzip)(bytes, { level: 9 }));
        }),
      );
    },
  };
}

/** What is built is what ships, whoever builds it: under NODE_ENV=test React would be built for development. */
const shipped = (): Plugin => ({
  name: 'shipped',
  apply: 'build',
  config: () => void Object.assign(process.env, { NODE_ENV: 'production' }),
});

const api = `http://127.0.0.1:${process.env['API_PORT'] ?? 3000}`;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [shipped(), react(), precompress()],
  build: {
    outDir: resolve(import.meta.dirname, '../../dist/apps/dashboard'),
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    assetsInlineLimit: 0, // nothing in the page that the content security policy would have to allow
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    // Addresses of the API go to it; it sees the page's own host, so that its session cookie and origin checks hold.
    proxy: Object.fromEntries(
      ['/api', '/docs', '/openapi.json', '/health', '/metrics', '/ws'].map((path) => [
        path,
        { target: api, ws: path === '/ws' },
      ]),
    ),
  },
});
