/** A `curl` line that does what a page does. The key is a variable: it never stands on the screen. */
export function curl(method: string, path: string, body?: unknown): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  return [
    `curl -X ${method} ${window.location.origin}${path}`,
    `  -H "Authorization: Bearer $WATERTIGHT_KEY"`,
    ...(body === undefined
      ? []
      : [`  -H 'Content-Type: application/json'`, `  -d ${quoted(JSON.stringify(body))}`]),
  ].join(' \\\n');
}
