import { renderMermaidSVG } from 'beautiful-mermaid';

/** Colours of the page that it stands on, light or dark. */
const COLOURS = {
  bg: 'var(--vp-c-bg)',
  fg: 'var(--vp-c-text-1)',
  accent: 'var(--vp-c-brand-1)',
  font: 'inherit',
};
// The drawing asks a server for its font, and knows no line break: both stay at home.
const IMPORT = /@import url\([^)]*\);?/g;

/** A Mermaid diagram as SVG, drawn while the site is built; nothing is fetched, then or later. Throws what it cannot read. */
export function drawn(source: string): string {
  const svg = renderMermaidSVG(source, { ...COLOURS, transparent: true }).replaceAll(IMPORT, '');
  return `<div class="diagram" v-pre>${svg.replaceAll(/\n\s*/g, '\n')}</div>\n`;
}
