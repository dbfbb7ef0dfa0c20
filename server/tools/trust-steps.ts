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

const NAME = 'powertrackr';
/** Linux: the folder that the program gathers from. */
const SYSTEM_STORES = [
  { folder: '/usr/local/share/ca-certificates', program: 'update-ca-certificates' },
  { folder: '/etc/pki/ca-trust/source/anchors', program: 'update-ca-trust' },
] as const;

/** How `authorityFile` becomes trusted on this machine. */
export function planTrust(authorityFile: string, machine: Machine): TrustPlan {
  if (machine.platform === 'win32') {
    const arguments_ = ['-user', '-addstore', 'Root', authorityFile];
    return {
      steps: [{ program: 'certutil', arguments: arguments_ }],
      words: ['To take it back: certmgr.msc, Trusted Root Certification Authorities.'],
    };
  }
  if (machine.platform === 'darwin') {
    const keychain = join(homedir(), 'Library/Keychains/login.keychain-db');
    const arguments_ = ['add-trusted-cert', '-r', 'trustRoot', '-k', keychain, authorityFile];
    return {
      steps: [{ program: 'security', arguments: arguments_ }],
      words: ['To take it back: Keychain Access, login, Certificates.'],
    };
  }
  const system = planSystem(authorityFile, machine);
  const browsers = planBrowsers(authorityFile, machine);
  return {
    steps: [...system.steps, ...browsers.steps],
    words: [...system.words, ...browsers.words],
  };
}

function planSystem(file: string, machine: Machine): TrustPlan {
  const store = SYSTEM_STORES.find(({ program }) => machine.has(program));
  if (store === undefined) {
    const words = `This system's store of certificates is not known here: add ${file} to it by its own tools.`;
    return { steps: [], words: [words] };
  }
  const copy = { program: 'cp', arguments: [file, `${store.folder}/${NAME}.crt`] };
  const gather = { program: store.program, arguments: [] };
  if (machine.isRoot) return { steps: [copy, gather], words: [] };
  const commands = [copy, gather].map((step) => `  sudo ${inShell(step)}`);
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
