import { describe, expect, test } from 'vitest';
import { FIELDS } from '../fields.ts';
import { nearestField } from '../nearest.ts';
import { readMarkup } from './markup.ts';

const names = (text: string) =>
  readMarkup(text).pieces.map((piece) => (typeof piece === 'string' ? piece : `<${piece.name}>`));

describe('a text of a template', () => {
  test.each([
    ['{{tenant}}', ['<tenant>']],
    [
      'Dear {{ Tenant }}, you owe {{TOTAL DUE}}.',
      ['Dear ', '<tenant>', ', you owe ', '<totalDue>', '.'],
    ],
    ['{{total-due}}{{Total_Due}}', ['<totalDue>', '<totalDue>']],
    ['{{meter usage}} {{Meter.Usage}}', ['<meter.usage>', ' ', '<meter.usage>']],
    ['{{kWh}} at {{amount due}}', ['<usage>', ' at ', '<totalDue>']],
    ['{no field} {{ }', ['{no field} {{ }']],
  ])('%s', (text, pieces) => {
    expect(names(text)).toEqual(pieces);
  });

  test('says when its row is left out, and the mark goes with its blank', () => {
    const { pieces, conditions } = readMarkup('{{if previousBalance}} Balance brought forward');
    expect(pieces).toEqual(['Balance brought forward']);
    expect(conditions).toMatchObject([{ about: { name: 'previousBalance' }, isWanted: true }]);
    expect(readMarkup('{{unless Payments}}No payments').conditions).toEqual([
      { about: 'payment', isWanted: false },
    ]);
    expect(readMarkup('{{keep}}').keepsRow).toBe(true);
  });

  test('what is unknown stays as it stands, and is told with the nearest field', () => {
    const { pieces, faults } = readMarkup('Dear {{tennant}}');
    expect(pieces).toEqual(['Dear ', '{{tennant}}']);
    expect(faults).toEqual([{ code: 'no-such-field', name: 'tennant', nearest: 'tenant' }]);
    expect(readMarkup('{{if previusBalance}}').faults).toMatchObject([
      { nearest: 'previousBalance' },
    ]);
    expect(readMarkup('{{tenant}').faults).toEqual([{ code: 'open-braces' }]);
    expect(readMarkup('tenant}}').faults).toEqual([{ code: 'open-braces' }]);
  });
});

describe('the nearest field', () => {
  test.each([
    ['tennant', 'tenant'],
    ['totaldeu', 'totalDue'],
    ['closing raeding', 'meter.closingReading'],
    ['paymentdetail', 'paymentDetails'],
    ['Due date:', 'dueDate'],
  ])('of "%s" is %s', (typed, field) => {
    expect(nearestField(typed)?.name).toBe(field);
  });

  test('is none where nothing is near', () => {
    expect(['xyzzy', 'q', '', 'colour of the door'].map(nearestField)).toEqual(Array(4).fill(null));
  });

  test('of every field is that field', () => {
    for (const field of FIELDS) expect(nearestField(field.name)).toBe(field);
  });
});
