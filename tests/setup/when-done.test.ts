import { beforeEach, expect, test } from 'vitest';
import { whenTestDone } from './when-done.ts';

const done: string[] = [];
beforeEach(() => whenTestDone(() => done.push('set up in a hook')));

test('while a test runs nothing of it is put away', () => {
  whenTestDone(() => done.push('set up in the test'));
  expect(done).toEqual([]);
});

test('afterwards everything is, the last first', () => {
  expect(done).toEqual(['set up in the test', 'set up in a hook']);
});
