import { expect, test } from 'vitest';
import { inShell, planTrust, planUndo, type Machine } from './trust-steps.ts';

const file = '/home/ann/power trackr/certificates/ca.crt';
const debian: Machine = {
  platform: 'linux',
  isRoot: true,
  has: (program) => ['update-ca-certificates', 'certutil'].includes(program),
  browserStore: '/root/.pki/nssdb',
};
const plan = (machine: Partial<Machine>) => planTrust(file, { ...debian, ...machine });

test('root on Linux: into the store of the system and of the browsers, nothing left to say', () => {
  const { steps, words } = plan({});
  expect(steps.map(inShell)).toEqual([
    "cp '/home/ann/power trackr/certificates/ca.crt' /usr/local/share/ca-certificates/powertrackr.crt",
    'update-ca-certificates',
    "certutil -d sql:/root/.pki/nssdb -A -t C,, -n powertrackr -i '/home/ann/power trackr/certificates/ca.crt'",
  ]);
  expect(words).toEqual([]);
});

test('an ordinary user is told the commands that only an administrator may run', () => {
  const { steps, words } = plan({ isRoot: false, browserStore: null });
  expect(steps).toEqual([]);
  expect(words.join('\n')).toMatch(
    /sudo cp '.*ca\.crt' .*\n {2}sudo update-ca-certificates\n.*Import/,
  );
});

test('a system whose store is not known gets words', () => {
  const { steps, words } = plan({ has: () => false });
  expect(steps).toEqual([]);
  expect(words.join('\n')).toMatch(/not known here: add .*ca\.crt/);
});

test.each([
  ['win32', 'certutil -user -addstore Root'],
  ['darwin', 'security add-trusted-cert -r trustRoot -k'],
] as const)("%s: into the user's own store, without an administrator", (platform, command) => {
  const { steps, words } = plan({ platform, isRoot: false });
  expect(steps.map(inShell).join()).toContain(command);
  expect(words.join()).toContain('npm run trust -- --undo');
});

const authority = { file, fingerprint: '0A1B2C' };
const undo = (machine: Partial<Machine>) => planUndo(authority, { ...debian, ...machine });

test('root on Linux: taken out of both stores again', () => {
  const { steps, words } = undo({});
  expect(steps.map(inShell)).toEqual([
    'rm -f /usr/local/share/ca-certificates/powertrackr.crt',
    'update-ca-certificates --fresh',
    'certutil -d sql:/root/.pki/nssdb -D -n powertrackr',
  ]);
  expect(words).toEqual([]);
});

test('an ordinary user is told how an administrator takes it out', () => {
  const { steps, words } = undo({ isRoot: false, browserStore: null });
  expect(steps).toEqual([]);
  expect(words.join('\n')).toMatch(
    /sudo rm -f .*crt\n {2}sudo update-ca-certificates --fresh\n.*Delete/,
  );
});

test.each([
  ['win32', 'certutil -user -delstore Root 0A1B2C'],
  ['darwin', 'security delete-certificate -Z 0A1B2C -t '],
] as const)('%s: this certificate and no other, from the user’s own store', (platform, command) => {
  expect(undo({ platform, isRoot: false }).steps.map(inShell).join()).toContain(command);
});
