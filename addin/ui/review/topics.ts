import type { IssueCode } from '../../../contract/problem.ts';
import type { Need } from './needs.ts';

const TOPICS: Partial<Record<IssueCode, string>> = {
  'unknown-unit': 'Units that are new',
  'near-unit': 'Spelt almost like a unit',
  'key-corrected': 'Looks like a corrected row',
  'same-payment': 'Payments that another workbook sent',
  removed: 'No longer in the sheet',
  'removed-on-server': 'Deleted on the server',
  'reading-in-question': 'Readings below the one before',
};

/** Heading of what waits. */
export function topicWords(topic: Need['topic']): string {
  if (topic === 'newer') return 'Newer on the server';
  if (topic === 'conflict') return 'Changed on both sides';
  return (topic === 'correct' ? undefined : TOPICS[topic]) ?? 'To be corrected in the sheet';
}
