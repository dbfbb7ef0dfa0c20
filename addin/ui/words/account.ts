/** Of getting in, of who one is, and of leaving for good. */
import type { PasswordStrength } from '../../flows/password-strength.ts';

export const accountWords = {
  signUpTitle: 'Create your account',
  signUpWhy: 'So that only you, and whom you invite, see this ledger.',
  name: 'Your name',
  email: 'E-mail address',
  password: 'Password',
  passwordHint: 'At least 8 characters. A few words make a good one.',
  show: 'Show the password',
  hide: 'Hide the password',
  create: 'Create account',
  haveOne: 'I have an account',
  signInTitle: 'Sign in',
  again: 'You were signed out. Your work is still here; sign in to go on.',
  signIn: 'Sign in',
  needOne: 'Create an account',
  forgot: 'Forgot your password?',
  verifyTitle: 'Check your e-mail',
  verifySent: (email: string) => `We sent 6 digits to ${email}. They are good for 15 minutes.`,
  code: 'Code',
  verify: 'Go on',
  resend: 'Send a new code',
  resent: 'A new code is on its way.',
  resendIn: (seconds: string) => `A new code in ${seconds} s`,
  other: 'Use another address',
  nameNeeded: 'Enter your name.',
  emailNeeded: 'Enter an e-mail address such as ann@example.com.',
  passwordShort: 'Use at least 8 characters.',
  passwordLong: 'Use at most 128 characters.',
  passwordNeeded: 'Enter your password.',
  codeNeeded: 'Enter the 6 digits.',
  wrongCode: 'That code is not right, or too old. Look again, or have a new one sent.',
  wrongCredentials: 'E-mail address and password do not match. Try again.',
  lockedReset: 'You need not wait: choose another password with a code from your mailbox.',
};

export const STRENGTH_WORDS: Readonly<Record<PasswordStrength, string>> = {
  refused: 'Too easily guessed',
  fair: 'Fair',
  good: 'Good',
  strong: 'Strong',
};
