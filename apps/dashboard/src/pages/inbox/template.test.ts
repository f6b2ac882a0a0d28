import { expect, test } from 'vitest';
import { blanksOf, componentsOf } from './template.ts';

test('the blanks of a body are counted by their highest number', () => {
  const components = [
    { type: 'HEADER', format: 'TEXT', text: 'Hi {{1}}' },
    { type: 'BODY', text: 'Order {{2}} of {{1}} is ready. {{2}}' },
  ];
  expect(blanksOf(components)).toEqual({ body: 'Order {{2}} of {{1}} is ready. {{2}}', count: 2 });
  expect(blanksOf([])).toEqual({ body: '', count: 0 });
});

test('values become parameters of the body', () => {
  expect(componentsOf(['Ana'])).toEqual([{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }]);
  expect(componentsOf([])).toEqual([]);
});
