import { Text } from '@mantine/core';
import { filled, type Component } from './message.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? (value as Record<string, unknown>[]) : [];

interface PreviewProps {
  components: Component[];
  /** What stands for the variables of the body, by their names. */
  values?: Record<string, string>;
  /** The same of the header. */
  header?: Record<string, string>;
}

/** A template as it looks in a chat. */
export function TemplatePreview(props: PreviewProps) {
  const cards = list(partOf(props.components, 'CAROUSEL')?.['cards']);
  return (
    <div style={{ background: 'var(--wt-sunken)', borderRadius: 12, padding: 14 }}>
      <Bubble {...props} />
      {cards.length > 0 && (
        <div className="wt-scroll-x" tabIndex={0} role="region" aria-label="Cards">
          <div style={{ display: 'flex', gap: 8, marginTop: 8 }}>
            {cards.map((card, n) => (
              <div key={n} style={{ flex: '0 0 180px' }}>
                <Bubble components={list(card['components']) as Component[]} />
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

const partOf = (components: Component[], kind: string): Component | undefined =>
  components.find(({ type }) => type.toUpperCase() === kind);

function Bubble({ components, values = {}, header = {} }: PreviewProps) {
  const top = partOf(components, 'HEADER');
  const footer = partOf(components, 'FOOTER');
  const body = partOf(components, 'BODY');
  return (
    <>
      <div
        className="wt-card"
        style={{ padding: '10px 12px', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {top && (
          <Text size="sm" fw={620}>
            {text(top['text']) === ''
              ? `[${text(top['format']).toLowerCase()}]`
              : filled(text(top['text']), header)}
          </Text>
        )}
        {(body || !top) && <Text size="sm">{filled(body ? wordsOf(body) : '', values) || '…'}</Text>}
        {footer && (
          <Text size="xs" c="dimmed" mt={4}>
            {footerOf(footer)}
          </Text>
        )}
      </div>
      {list(partOf(components, 'BUTTONS')?.['buttons']).map((button, n) => (
        <div key={n} className="wt-card" style={{ padding: 8, marginTop: 6, textAlign: 'center' }}>
          <Text size="sm" c="var(--wt-accent)">
            {text(button['text']) || LABELS[text(button['type'])] || text(button['type'])}
          </Text>
        </div>
      ))}
    </>
  );
}

/** Meta writes on these buttons itself, in the language of the template. */
const LABELS: Record<string, string> = { OTP: 'Copy code', COPY_CODE: 'Copy offer code' };

/** Of a one-time password Meta writes the text, and shows it only once it is made. */
function wordsOf(body: Component): string {
  const security = body['add_security_recommendation'] ? ' For your security, do not share this code.' : '';
  return (
    text(body['text']) ||
    (body['add_security_recommendation'] === undefined ? '' : `{{1}} is your verification code.${security}`)
  );
}

function footerOf(footer: Component): string {
  const minutes = footer['code_expiration_minutes'];
  return (
    text(footer['text']) || (typeof minutes === 'number' ? `This code expires in ${minutes} minutes.` : '')
  );
}
