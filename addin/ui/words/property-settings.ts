/** Words of the property's section of Settings. */
import type { CommonSplit } from '../property/property-draft.ts';

const SPLITS: Readonly<Record<CommonSplit, string>> = {
  owner: 'You: no tenant pays for it',
  usage: 'The tenants, by what they used',
  equal: 'The tenants, in equal parts',
};

export const propertySettingsWords = {
  title: 'Property',
  name: 'Name of the property',
  currency: 'Currency',
  currencyFixed: 'Once amounts are recorded it stays.',
  window: 'Days around the end of a bill',
  windowHow: 'A reading that many days before or after still counts for it. Usually 10.',
  windowNeeded: 'Enter a number of days from 0 to 60.',
  common: 'Common part',
  commonHow: 'What no unit used: halls, losses, your own flat. Who pays for it?',
  splits: SPLITS,
  always: 'From the beginning',
  from: 'From bills that end on or after',
  fromNeeded: 'Enter a day.',
  fromTwice: 'Another line begins on that day.',
  pays: 'Who pays then',
  remove: (day: string) => `Remove the change from ${day}`,
  removeNew: 'Remove this change',
  add: 'Change it from a day on',
  save: 'Save the property',
  undo: 'Undo my changes',
  saved: 'Saved.',
  moved: (tenants: string) =>
    `Charges or balances of ${tenants} changed. History can take it back.`,
  nothingMoved: 'No charge and no balance changed.',
  ownerOnly: 'Only its owner can change the property.',
  archive: 'Archive the property',
  archiveHow:
    'Nothing can be sent to it then, and nothing is lost: results stay, and it can be restored.',
  archived: 'This property is archived: nothing can be sent to it.',
  restore: 'Restore the property',
  isRestored: 'The property is restored.',
  remains: 'Delete it for good …',
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteHow:
    'Its readings, bills, payments and history go for good: nothing brings them back. Your sheets stay as they are.',
  deleteName: 'Type its name to confirm',
  delete: 'Delete for good',
  keep: 'Keep it',
  deleted: 'The property is deleted. Your sheets are as they were.',
} as const;
