import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { newCard, type CardDraft, type Draft, type Faults } from './draft.ts';
import { ButtonFields, SampleField, WordFields } from './fields.tsx';

type Cards = NonNullable<Draft['cards']>;

interface CardsProps {
  cards: Cards;
  faults: Faults;
  onChange(cards: Cards): void;
}

const MAX_CARDS = 10;

/** The cards of a carousel: each a picture or a video, words, and one or two buttons. */
export function CardFields({ cards, faults, onChange }: CardsProps) {
  const { format, list } = cards;
  const change = (place: number, part: Partial<CardDraft>) =>
    onChange({ ...cards, list: list.map((one, n) => (n === place ? { ...one, ...part } : one)) });
  return (
    <Stack gap="md">
      <Select
        label="Each card has"
        data={[
          { value: 'IMAGE', label: 'A picture' },
          { value: 'VIDEO', label: 'A video' },
        ]}
        value={format}
        allowDeselect={false}
        onChange={(value) =>
          onChange({ format: value as Cards['format'], list: list.map((card) => ({ ...card, file: null })) })
        }
      />
      {list.map((card, n) => (
        <fieldset key={n} className="wt-card" style={{ padding: 12 }}>
          <legend>Card {n + 1}</legend>
          <Stack gap="xs">
            <SampleField
              format={format}
              label={`Sample of card ${n + 1}`}
              file={card.file}
              fault={faults[`card ${n} file`]}
              onChange={(file) => change(n, { file })}
            />
            <WordFields
              label="body"
              prefix={`Card ${n + 1}: `}
              at={`card ${n} body`}
              max={160}
              words={card.body}
              faults={faults}
              onChange={(body) => change(n, { body })}
            />
            <ButtonFields
              buttons={card.buttons}
              prefix={`Card ${n + 1}: `}
              at={`card ${n} `}
              kinds={['QUICK_REPLY', 'URL', 'PHONE_NUMBER']}
              faults={faults}
              onChange={(buttons) => change(n, { buttons })}
            />
            {list.length > 2 && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                onClick={() => onChange({ ...cards, list: list.filter((_, place) => place !== n) })}
              >
                Without card {n + 1}
              </Button>
            )}
          </Stack>
        </fieldset>
      ))}
      {faults['cards'] !== undefined && (
        <Text size="xs" c="var(--wt-bad)">
          {faults['cards']}
        </Text>
      )}
      <Group>
        <Button
          size="xs"
          variant="default"
          disabled={list.length >= MAX_CARDS}
          onClick={() => onChange({ ...cards, list: [...list, newCard()] })}
        >
          Add a card
        </Button>
      </Group>
    </Stack>
  );
}
