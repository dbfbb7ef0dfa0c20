/**
 * The commands of the ribbon and the keyboard, tied to their names before anything else of the page
 * runs. Whoever carries them out listens with `onCommand`; what comes before that waits.
 */
import { associateCommand } from '../excel/runtime.ts';

const commands = ['openPane', 'push', 'refresh'] as const;
export type Command = (typeof commands)[number];

type Listener = (command: Command) => Promise<void>;

let listener: Listener | undefined;
let announce: (listener: Listener) => void = () => {};
const listening = new Promise<Listener>((resolve) => {
  announce = resolve;
});

for (const command of commands) {
  associateCommand(command, async () => {
    const run = listener ?? (await listening);
    await run(command);
  });
}

/** Takes every command from now on, and those that came already. Excel waits for the promise. */
export function onCommand(run: Listener): void {
  listener = run;
  announce(run);
}
