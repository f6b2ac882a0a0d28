// Bundles one app: `node tools/build/build.mjs apps/api [--watch]` → dist/apps/api/main.js with its chunks, and a
// package.json that names what it needs at run time. What is imported at the start is bundled, also from npm: loading
// thousands of small files costs a worker a second of processor time at each start.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { context } from 'esbuild';

const [project, ...flags] = process.argv.slice(2);
if (!project) {
  console.error('Say which project: node tools/build/build.mjs apps/api');
  process.exit(2);
}
const name = basename(project);
const outdir = join('dist/apps', name);
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;

/** The npm packages that the bundle imports, with the versions of the lock file. */
function dependenciesOf(metafile) {
  const names = Object.values(metafile.outputs)
    .flatMap((output) => output.imports)
    .filter((entry) => entry.external && !isBuiltin(entry.path))
    .map((entry) =>
      entry.path
        .split('/')
        .slice(0, entry.path.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return Object.fromEntries(
    [...new Set(names)]
      .sort()
      .filter((dependency) => lock[`node_modules/${dependency}`])
      .map((dependency) => [dependency, lock[`node_modules/${dependency}`].version]),
  );
}

const manifest = {
  name: 'manifest',
  setup(build) {
    build.onEnd((result) => {
      if (result.errors.length > 0 || !result.metafile) return;
      const contents = {
        name: `@watertight/${name}`,
        version: lock[''].version,
        private: true,
        type: 'module',
        main: 'main.js',
        dependencies: dependenciesOf(result.metafile),
      };
      writeFileSync(join(outdir, 'package.json'), `${JSON.stringify(contents, null, 2)}\n`);
      console.log(`built ${outdir}`);
    });
  },
};

if (existsSync(join(project, 'vite.config.ts'))) {
  // An app for browsers: Vite bundles it whole, with what it needs from npm.
  const { build } = await import('vite');
  await build({ root: project, logLevel: 'warn' });
  console.log(`built ${outdir}`);
  process.exit(0);
}

/** What stays a package of its own: it brings files or machine code along, or is loaded only when it is wanted. */
const OUTSIDE = [
  'pino', // its transports run as files in threads
  'whatsapp-web.js',
  '@node-rs/argon2',
  '@fastify/swagger-ui',
  '@fastify/static',
  '@aws-sdk/*',
  '@smithy/*',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace',
];

/** What CommonJS packages expect to find, in each file of the bundle. */
const COMMONJS = `import { createRequire as $createRequire } from 'node:module';
const require = $createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`;

const watch = flags.includes('--watch');
if (!watch) rmSync(outdir, { recursive: true, force: true });
// A page that is served as it is written lies beside the bundle as it lies beside the source.
const page = join(project, 'src/page');
if (existsSync(page)) cpSync(page, join(outdir, 'page'), { recursive: true });
const builder = await context({
  entryPoints: [join(project, 'src/main.ts')],
  outdir,
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: { js: COMMONJS },
  external: OUTSIDE,
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
  plugins: [manifest],
});
if (watch) {
  await builder.watch();
} else {
  await builder.rebuild();
  await builder.dispose();
}
