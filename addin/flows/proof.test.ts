import { expect, test, vi } from 'vitest';
import { createProof } from './proof.ts';

function asked() {
  const proof = createProof();
  const told = vi.fn<() => void>();
  return { proof, told, stop: proof.subscribe(told) };
}

test('several calls wait on one question, and all go on once it is answered', async () => {
  const { proof, told } = asked();
  const waiting = [proof.ask(), proof.ask()];
  expect(proof.isAsked()).toBe(true);
  proof.give();
  expect(await Promise.all(waiting)).toEqual([true, true]);
  expect(proof.isAsked()).toBe(false);
  expect(told).toHaveBeenCalledTimes(3);
});

test('declined, what waited is stopped as if it had been cancelled', async () => {
  const { proof } = asked();
  const waiting = proof.ask();
  proof.decline();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});

test('nobody there to be asked is no, at once', async () => {
  const { proof, stop } = asked();
  stop();
  expect(await proof.ask()).toBe(false);
});

test('the question goes with the last call that was waiting for it', async () => {
  const { proof } = asked();
  const [left, stays] = [new AbortController(), new AbortController()];
  const waiting = [proof.ask(left.signal), proof.ask(stays.signal)];
  left.abort();
  await expect(waiting[0]).rejects.toMatchObject({ name: 'AbortError' });
  expect(proof.isAsked()).toBe(true);
  stays.abort();
  await expect(waiting[1]).rejects.toMatchObject({ name: 'AbortError' });
  expect(proof.isAsked()).toBe(false);
});
