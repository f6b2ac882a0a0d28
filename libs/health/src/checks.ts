import { within } from './deadline.ts';

/** Resolves when all is well, rejects with the reason when not; should end when the signal is aborted. */
export type Check = (signal: AbortSignal) => Promise<void>;

export interface CheckResult {
  ok: boolean;
  latencyMs: number;
  /** Why not, in one line. */
  detail?: string;
}

const DEADLINE_MS = 2000;

/** Runs all checks at once, each within two seconds; never rejects. */
export async function runChecks(
  checks: Readonly<Record<string, Check>>,
): Promise<Record<string, CheckResult>> {
  const results = Object.entries(checks).map(async ([name, check]) => [name, await runCheck(check)] as const);
  return Object.fromEntries(await Promise.all(results));
}

async function runCheck(check: Check): Promise<CheckResult> {
  const startedAt = performance.now();
  const latencyMs = () => Math.round(performance.now() - startedAt);
  try {
    await within(DEADLINE_MS, async (signal) => check(signal));
    return { ok: true, latencyMs: latencyMs() };
  } catch (error) {
    return { ok: false, latencyMs: latencyMs(), detail: detailOf(error) };
  }
}

/** The answer is public: the first line only, and no user or password of a URL. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return clean(String(error));
  const { code } = error as { code?: string };
  return clean(error.message || (code ?? error.name)); // an AggregateError has a code and no message
}

const clean = (text: string): string =>
  (text.split('\n', 1)[0] ?? '').replaceAll(/:\/\/[^/\s@]+@/g, '://[secret]@').slice(0, 200);
