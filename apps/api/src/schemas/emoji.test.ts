import { expect, test } from 'vitest';
import { isOneEmoji } from './emoji.ts';

test.each(['👍', '❤', '❤️', '👩‍👩‍👧‍👦', '🇲🇾', '👍🏽', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])('%s is one emoji', (emoji) => {
  expect(isOneEmoji(emoji)).toBe(true);
});

test.each(['', 'a', 'ok', '👍👍', '👍 ', '1', '#', 'é', '🇲'])('%j is none', (text) => {
  expect(isOneEmoji(text)).toBe(false);
});
