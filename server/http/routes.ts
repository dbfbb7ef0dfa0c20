import type { ENDPOINTS } from '../../contract/endpoints.ts';
import {
  account,
  resendCode,
  signIn,
  signOut,
  signUp,
  verifyEmail,
} from '../use-cases/accounts.ts';
import { AppError } from '../use-cases/app-error.ts';
import { listChanges, undoChange } from '../use-cases/changes.ts';
import type { UseCase } from '../use-cases/context.ts';
import { alive, ready } from '../use-cases/health.ts';
import {
  changeProperty,
  createProperty,
  deleteProperty,
  getProperty,
  listProperties,
} from '../use-cases/properties.ts';
import { push } from '../use-cases/push/push.ts';

type Endpoints = typeof ENDPOINTS;

/** Until push and the results that follow from it stand; nothing is pretended meanwhile. */
const notServedYet = async (): Promise<never> => {
  throw new AppError('unavailable', 'This version of the server does not do this yet.');
};

/** The use case of every endpoint: one that is missing, or of another shape, is a type error. */
export const ROUTES: { readonly [Name in keyof Endpoints]: UseCase<Endpoints[Name]> } = {
  signUp,
  resendCode,
  verifyEmail,
  signIn,
  signOut,
  account,
  listProperties,
  createProperty,
  getProperty,
  changeProperty,
  deleteProperty,
  push,
  allocation: notServedYet,
  subMeterAllocation: notServedYet,
  reconciliation: notServedYet,
  listChanges,
  undoChange,
  alive,
  ready,
};
