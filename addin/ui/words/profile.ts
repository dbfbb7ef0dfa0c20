/** Of an account's own pages, and of what is asked in signing in after the password. */
import { many } from './many.ts';

export const secondStepWords = {
  title: 'Your second step',
  how: 'Enter the 6 digits that the authenticator app on your phone shows for PowerTrackr.',
  code: 'Code from the app',
  recovery: 'Recovery code',
  recoveryHow: 'One of the ten that you kept. Each works once.',
  toRecovery: 'Use a recovery code',
  toApp: 'Use the app',
  needed: 'Enter the 6 digits from your app, or one of your recovery codes.',
  wrong:
    'That code is not right. The app shows a new one every 30 seconds; a recovery code works once.',
  signIn: 'Sign in',
  somebodyElse: 'Sign in as somebody else',
};

export const resetWords = {
  title: 'Choose another password',
  how: 'Enter the address of your account, and we send you a code.',
  send: 'Send the code',
  sent: (email: string) =>
    `If ${email} has an account, 6 digits are on their way to it. They are good for 15 minutes.`,
  code: 'Code from the mail',
  password: 'New password',
  effect: 'Everywhere else you will be signed out.',
  save: 'Save and sign in',
  otherAddress: 'Use another address',
};

export const proofWords = {
  title: 'To be sure it is you',
  withPassword: 'Enter your password again to go on.',
  withCode: 'Enter the code that your authenticator app shows to go on.',
  wrongPassword: 'That is not your password. Try again.',
  goOn: 'Go on',
};

export const profileWords = {
  title: 'Account',
  summary: 'Name, address, password',
  name: 'Name',
  email: 'E-mail address',
  password: 'Password',
  passwordKept: 'Known to you alone',
  change: 'Change',
  changeWhat: (what: string) => `Change: ${what}`,
  pending: (email: string) => `${email} waits for its code.`,
  enterCode: 'Enter the code',
  since: (day: string) => `Your account is there since ${day}.`,
  back: 'Back to the account',
  save: 'Save',

  nameTitle: 'Your name',
  nameHow: 'Members of your properties see it, and so does the history of what was sent.',
  nameChanged: 'Your name is changed.',

  emailTitle: 'Your address',
  emailHow: (email: string) =>
    `It is ${email}. A code goes to the new one; nothing changes before you enter it.`,
  newEmail: 'New address',
  sendCode: 'Send the code',
  sameEmail: 'That is your address already.',
  emailSent: (email: string) =>
    `6 digits are on their way to ${email}, unless another account has that address.`,
  confirmEmail: 'Use this address',
  emailChanged: (email: string) => `Your address is ${email} now. We told the one before.`,

  passwordTitle: 'Your password',
  currentPassword: 'Current password',
  newPassword: 'New password',
  passwordEffect: 'Everywhere else you will be signed out.',
  passwordChanged: 'Your password is changed. Everywhere else you are signed out.',
  wrongPassword: 'That is not your current password.',

  delete: 'Delete account',
};

export const deletionWords = {
  title: 'Delete your account',
  what: 'What is deleted, for good',
  you: 'Your name, your address, your password, and where you are signed in.',
  properties:
    'These properties with all that was ever sent to them, because nobody else owns them:',
  otherMembers: (count: string) =>
    `${many(count, 'other member loses', 'other members lose')} it too`,
  handOver: 'To leave one to somebody else, make them its owner first, under Sharing.',
  shared: 'Properties that have other owners stay with them.',
  sheets: 'Your workbooks stay as they are.',
  copy: 'Take a copy with you',
  copyHow: 'One file with all that your account holds and owns. It is saved by your browser.',
  prepare: 'Prepare the copy',
  ready: (minutes: string) => `The copy is ready for ${minutes} minutes, to be saved once.`,
  save: 'Save the copy',
  saved: 'It was handed to your browser. If nothing came, prepare it again.',
  sure: 'Delete it',
  typed: (word: string) => `Type “${word}”`,
  word: 'delete',
  typeIt: (word: string) => `Type the word ${word}, so that nobody deletes by mistake.`,
  delete: 'Delete my account',
  moved: 'Other properties would go by now, so nothing was deleted. Look again.',
  done: 'Your account is deleted. Your workbooks are as they were.',
};
