import { totpPurpose } from '../auth/totp.ts';
import { listSealedOtherwise, replaceSealed } from '../db/sealed-texts.ts';
import type { SealedText } from '../db/sealed-texts.ts';
import { mailPurpose } from '../mail/outbox.ts';
import type { Services } from './context.ts';

const PAGE_LENGTH = 500;

/**
 * Seals with the current key whatever the key before has sealed.
 * @returns how many texts neither of them opens
 */
export async function reseal(services: Pick<Services, 'database' | 'secrets'>): Promise<number> {
  const { database, secrets } = services;
  const prefix = secrets.currentPrefix;
  let unopened = 0;
  let last: SealedText | null = null;
  do {
    // oxlint-disable no-await-in-loop -- in turns: this is never urgent, and others use the database
    const page: SealedText[] = await listSealedOtherwise(database.sql, prefix, last, PAGE_LENGTH);
    for (const text of page) {
      const fresh = sealedAnew(services, text);
      if (fresh === null) unopened += 1;
      else await replaceSealed(database.sql, text, fresh);
    }
    // oxlint-enable no-await-in-loop
    last = page.at(-1) ?? null;
  } while (last !== null);
  return unopened;
}

function sealedAnew({ secrets }: Pick<Services, 'secrets'>, text: SealedText): string | null {
  const { kind, id, sealed } = text;
  const purpose = kind === 'mail' ? mailPurpose(id) : totpPurpose(id);
  try {
    return secrets.seal(secrets.open(sealed, purpose), purpose);
  } catch {
    return null;
  }
}
