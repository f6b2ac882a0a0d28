/** The body of a template, and how many numbered blanks it has: `{{1}}`, `{{2}}`, … */
export function blanksOf(components: readonly Record<string, unknown>[]): { body: string; count: number } {
  const body = components.find(({ type }) => String(type).toUpperCase() === 'BODY')?.['text'];
  const text = typeof body === 'string' ? body : '';
  const numbers = [...text.matchAll(/\{\{(\d+)\}\}/g)].map(([, number]) => Number(number));
  return { body: text, count: Math.min(20, Math.max(0, ...numbers)) };
}

/** What fills the blanks of the body, in the Cloud API's shape. */
export const componentsOf = (values: readonly string[]) =>
  values.length === 0
    ? []
    : [{ type: 'body' as const, parameters: values.map((text) => ({ type: 'text' as const, text })) }];
