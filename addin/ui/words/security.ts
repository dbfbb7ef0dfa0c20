/** Of the second step, of where one is signed in, and of what happened to the account. */
import type { SecurityEvent } from '../../../contract/security-log.ts';
import type { Place } from '../../../contract/sessions.ts';
import { many } from './many.ts';

export const PLACE_WORDS: Readonly<Record<Place, string>> = {
  'excel-web': 'Excel on the web',
  'excel-windows': 'Excel on Windows',
  'excel-mac': 'Excel on Mac',
  try: 'The try-out page',
  command: 'Command line',
};

export const EVENT_WORDS: Readonly<Record<SecurityEvent, string>> = {
  'signed-up': 'The account was created.',
  'email-verified': 'The address was confirmed.',
  'signed-in': 'Signed in.',
  'sign-in-locked': 'Wrong again and again: signing in was closed for a while.',
  'signed-out': 'Signed out.',
  'signed-out-everywhere': 'Signed out in several places at once.',
  'session-ended': 'One place was signed out.',
  'step-up': 'Password or code was entered once more.',
  'password-changed': 'The password was changed.',
  'password-reset': 'Another password was chosen, with a code from the mailbox.',
  'email-change-asked': 'Another address was asked for.',
  'email-changed': 'The address was changed.',
  'second-factor-on': 'The second step was switched on.',
  'second-factor-off': 'The second step was switched off.',
  'recovery-codes-renewed': 'New recovery codes were made.',
  'recovery-code-used': 'A recovery code was used.',
  'name-changed': 'The name was changed.',
  exported: 'A copy of all data was prepared.',
  'joined-property': 'Became a member of a property.',
  'left-property': 'Is no member of a property any more.',
};

export const securityWords = {
  title: 'Security',
  summary: 'Second step, where you are signed in',
  second: 'Second step at sign-in',
  off: 'It is off. With it, signing in asks for a code from an app on your phone too, so that a password alone lets nobody in.',
  on: 'It is on: signing in asks for a code from your authenticator app too.',
  codesLeft: (count: string) =>
    count === '0'
      ? 'No recovery code is left: make new ones before you need one.'
      : `${many(count, 'recovery code is', 'recovery codes are')} left, for when your phone is not at hand.`,
  switchOn: 'Switch on the second step',
  newCodes: 'New recovery codes',
  switchOff: 'Switch it off',
  sessions: 'Where you are signed in',
  sessionsHow: 'Look through them, and sign out what is not yours',
  log: 'What happened',
  logHow: 'Sign-ins and changes of 13 months',
};

export const enrolWords = {
  title: 'Switch on the second step',
  steps: [
    'Have an authenticator app on your phone: the one that comes with it, Microsoft Authenticator, Google Authenticator or another.',
    'Show it the picture on the next page, and enter the code that it makes.',
    'Keep ten recovery codes, for the day the phone is lost.',
  ],
  start: 'Show the picture',
  scan: 'Scan this with the app',
  picture: 'QR code for the authenticator app. It says the same as the key below.',
  typed: 'No camera? Type this key:',
  copyKey: 'Copy the key',
  code: 'Code from the app',
  confirm: 'Switch it on',
  wrong:
    'That code is not right. Enter the one that the app shows now. If it is refused again, set the clock of your phone.',
  on: 'The second step is on. Everywhere else you are signed out.',

  codesTitle: 'Keep your recovery codes',
  codesHow:
    'If your phone is lost, each of these lets you in once. Keep them where you keep papers that matter: they are not shown again.',
  codes: 'Recovery codes',
  codesOf: (email: string) => `PowerTrackr recovery codes of ${email}`,
  copyCodes: 'Copy',
  print: 'Print',
  copied: 'Copied.',
  notCopied: 'This Excel does not let the pane copy. Mark it and press Ctrl+C.',
  notPrinted: 'This Excel does not print from the pane. Copy them into a sheet or a letter.',
  kept: 'I have kept them',

  renewTitle: 'New recovery codes',
  renewHow: 'You get ten new ones. Those that you have now stop working.',
  renew: 'Make ten new codes',
  renewed: 'You have ten new recovery codes.',

  offTitle: 'Switch off the second step',
  offHow:
    'From then on your password alone lets you in, and anybody else who learns it. The recovery codes stop working, and everywhere else you are signed out.',
  switchOff: 'Switch it off',
  switchedOff: 'The second step is off. Everywhere else you are signed out.',
};

export const sessionsWords = {
  title: 'Where you are signed in',
  here: 'here',
  unknown: 'A device that does not tell its name',
  lastUsed: (when: string) => `Last used ${when}`,
  since: (day: string) => `Signed in on ${day}`,
  end: 'Sign out',
  endOf: (device: string) => `Sign out: ${device}`,
  ended: (device: string) => `Signed out: ${device}.`,
  only: 'Nowhere else.',
  others: 'Sign out everywhere else',
  othersDone: 'Everywhere else you are signed out.',
  everywhere: 'Sign out everywhere, here too',
};

export const logWords = {
  title: 'What happened',
  entries: 'What happened to your account',
  network: (address: string) => `network\u00a0${address}`,
  notYou: 'Something here was not you? Change your password: that signs out everybody else.',
  change: 'Change the password',
  more: 'Show what came before',
};
