import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface Step {
  readonly program: string;
  readonly arguments: readonly string[];
}

export interface TrustPlan {
  /** What this process can do by itself, in this order. */
  readonly steps: readonly Step[];
  /** What is left to the person, in words. */
  readonly words: readonly string[];
}

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly has: (program: string) => boolean;
  /** Where the browsers of Linux keep what this user trusts; null where none has made it yet. */
  readonly browserStore: string | null;
}

/** A certificate authority that was made known, or is to be. */
export interface Authority {
  readonly file: string;
  /** SHA-1 of the certificate, in hex: what systems know it by. */
  readonly fingerprint: string;
}

const NAME = 'powertrackr';
const TAKEN_BACK = 'To take it back: npm run trust -- --undo';
const NOTHING: TrustPlan = { steps: [], words: [] };
/** Linux: the folder that the program gathers from, and what it must be told to forget what is gone. */
const SYSTEM_STORES = [
  {
    folder: '/usr/local/share/ca-certificates',
    program: 'update-ca-certificates',
    toForget: ['--fresh'],
  },
  { folder: '/etc/pki/ca-trust/source/anchors', program: 'update-ca-trust', toForget: [] },
] as const;

/** How `authorityFile` becomes trusted on this machine. */
export function planTrust(authorityFile: string, machine: Machine): TrustPlan {
  if (machine.platform === 'win32') {
    const arguments_ = ['-user', '-addstore', 'Root', authorityFile];
    return {
      steps: [{ program: 'certutil', arguments: arguments_ }],
      words: [TAKEN_BACK],
    };
  }
  if (machine.platform === 'darwin') {
    const arguments_ = ['add-trusted-cert', '-r', 'trustRoot', '-k', keychain(), authorityFile];
    return {
      steps: [{ program: 'security', arguments: arguments_ }],
      words: [TAKEN_BACK],
    };
  }
  return together(planSystem(authorityFile, machine), planBrowsers(authorityFile, machine));
}

/** How what `planTrust` did is taken back. */
export function planUndo({ fingerprint }: Authority, machine: Machine): TrustPlan {
  if (machine.platform === 'win32') {
    const arguments_ = ['-user', '-delstore', 'Root', fingerprint];
    return { steps: [{ program: 'certutil', arguments: arguments_ }], words: [] };
  }
  if (machine.platform === 'darwin') {
    // With what this user trusts it for.
    const arguments_ = ['delete-certificate', '-Z', fingerprint, '-t', keychain()];
    return { steps: [{ program: 'security', arguments: arguments_ }], words: [] };
  }
  return together(undoSystem(machine), undoBrowsers(machine));
}

const keychain = (): string => join(homedir(), 'Library/Keychains/login.keychain-db');

const together = (one: TrustPlan, other: TrustPlan): TrustPlan => ({
  steps: [...one.steps, ...other.steps],
  words: [...one.words, ...other.words],
});

function planSystem(file: string, machine: Machine): TrustPlan {
  const store = SYSTEM_STORES.find(({ program }) => machine.has(program));
  if (store === undefined) {
    const words = `This system's store of certificates is not known here: add ${file} to it by its own tools.`;
    return { steps: [], words: [words] };
  }
  const copy = { program: 'cp', arguments: [file, `${store.folder}/${NAME}.crt`] };
  return asAdministrator([copy, { program: store.program, arguments: [] }], machine);
}

function undoSystem(machine: Machine): TrustPlan {
  const store = SYSTEM_STORES.find(({ program }) => machine.has(program));
  if (store === undefined) return NOTHING;
  const remove = { program: 'rm', arguments: ['-f', `${store.folder}/${NAME}.crt`] };
  const gather = { program: store.program, arguments: store.toForget };
  return asAdministrator([remove, gather], machine);
}

function asAdministrator(steps: readonly Step[], { isRoot }: Machine): TrustPlan {
  if (isRoot) return { steps, words: [] };
  const commands = steps.map((step) => `  sudo ${inShell(step)}`);
  return {
    steps: [],
    words: ["For this machine's own programs, as its administrator:", ...commands],
  };
}

function planBrowsers(file: string, machine: Machine): TrustPlan {
  const byHand = `In Firefox or Chrome: Settings, search for "certificates", Authorities, Import ${file}.`;
  if (machine.browserStore === null || !machine.has('certutil')) {
    return { steps: [], words: [byHand] };
  }
  const where = ['-d', `sql:${machine.browserStore}`];
  const what = ['-A', '-t', 'C,,', '-n', NAME, '-i', file];
  return { steps: [{ program: 'certutil', arguments: [...where, ...what] }], words: [] };
}

function undoBrowsers(machine: Machine): TrustPlan {
  if (machine.browserStore === null || !machine.has('certutil')) {
    const words =
      'In Firefox or Chrome, where it was added by hand: Settings, Authorities, Delete.';
    return { steps: [], words: [words] };
  }
  const arguments_ = ['-d', `sql:${machine.browserStore}`, '-D', '-n', NAME];
  return { steps: [{ program: 'certutil', arguments: arguments_ }], words: [] };
}

export function inShell({ program, arguments: list }: Step): string {
  const quoted = list.map((text) =>
    /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`,
  );
  return [program, ...quoted].join(' ');
}

export function thisMachine(): Machine {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const browserStore = join(homedir(), '.pki/nssdb');
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    has: (program) => folders.some((folder) => existsSync(join(folder, program))),
    browserStore: existsSync(browserStore) ? browserStore : null,
  };
}
