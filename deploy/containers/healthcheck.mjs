// The health check of our images: `node healthcheck.mjs API_PORT 3000` asks /health of the port that the variable
// names, or of the default. Status 0 when it answers 200 within three seconds.
const [variable = '', fallback] = process.argv.slice(2);
const port = process.env[variable]?.trim() || fallback;
try {
  const { ok, status } = await fetch(`http://127.0.0.1:${port}/health`, {
    signal: AbortSignal.timeout(3000),
  });
  if (!ok) console.log(`/health answered ${status}`);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.log(`/health did not answer: ${error.message}`);
  process.exitCode = 1;
}
