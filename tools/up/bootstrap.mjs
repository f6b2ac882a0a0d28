// What must work before anything is installed: plain JavaScript without dependencies, from any Node that can read it.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** Of the lines with long-term support, each with the first version that will do; from the last one on all. */
const NODE = [
  [20, 19],
  [22, 13],
  [24, 0],
];
/** The same as `engines` of package.json has it. */
export const NODE_RANGE = '^20.19.0 || ^22.13.0 || >=24';
const SAY_EVERY_MS = 5000;

/** Makes sure that Node and the npm packages are as they must be, then goes on in TypeScript, in the same process. */
export async function enter(name) {
  if (!isNewEnough(process.versions.node)) {
    fail(`Watertight needs Node 20.19, 22.13, or 24 and newer; this is ${process.versions.node}.`);
  }
  process.chdir(ROOT);
  const reason = installReason(readJson('package-lock.json'), readJson('node_modules/.package-lock.json'));
  if (reason) await install(reason);
  const { register } = await import('tsx/esm/api');
  register();
  await import(`./src/${name}.ts`);
}

export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  const [last] = NODE.at(-1);
  return major > last || NODE.some(([line, first]) => major === line && minor >= first);
}

/**
 * Why the packages must be installed, or null. npm leaves in node_modules a lock file of what it put there, as its
 * last step: an installation that was interrupted has none.
 */
export function installReason(wanted, installed) {
  if (!installed) return 'not installed yet';
  const packages = Object.entries(wanted.packages).filter(([path]) => path.includes('node_modules/'));
  const isThere = ([path, entry]) => {
    const found = installed.packages[path];
    // What is for other systems only is in the one file and not in the other.
    return found ? found.version === entry.version && found.resolved === entry.resolved : entry.optional;
  };
  const missing = packages.filter((entry) => !isThere(entry));
  return missing.length > 0 ? `${missing.length} differ from package-lock.json` : null;
}

function readJson(path) {
  const full = join(ROOT, path);
  return existsSync(full) ? JSON.parse(readFileSync(full, 'utf8')) : null;
}

async function install(reason) {
  const startedMs = Date.now();
  const seconds = () => Math.round((Date.now() - startedMs) / 1000);
  console.log(`Installing npm packages (${reason}); the first time this takes a minute or two …`);
  const timer = setInterval(() => console.log(`  npm ci … ${seconds()} s`), SAY_EVERY_MS);
  const status = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  clearInterval(timer);
  if (status !== 0) {
    fail(
      `npm ci failed (status ${status}); npm says above why. Correct that, then run the same command again.`,
    );
  }
  console.log(`npm packages are installed (${seconds()} s)`);
}

/** By the npm that runs us, if one does. */
function npm(args) {
  const script = process.env.npm_execpath;
  const [file, prefix] = script && /\.c?js$/.test(script) ? [process.execPath, [script]] : ['npm', []];
  return new Promise((resolve) => {
    const child = spawn(file, [...prefix, ...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => {
        child.kill(signal);
        process.exit(130);
      });
    }
    child.once('error', (error) => fail(`npm cannot be started: ${error.message}.`));
    child.once('exit', (status, signal) => resolve(status ?? signal));
  }).finally(() => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  });
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
