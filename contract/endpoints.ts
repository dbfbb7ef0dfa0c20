import {
  account,
  accountDeletion,
  changeAccount,
  changeEmail,
  confirmEmail,
  deleteAccount,
  exportAccount,
  resendCode,
  signUp,
  verifyEmail,
} from './account.ts';
import { allocation, subMeterAllocation } from './allocation.ts';
import { listChanges, undoChange } from './changes.ts';
import { download } from './downloads.ts';
import { figures } from './figures.ts';
import { alive, ready } from './health.ts';
import {
  changeProperty,
  createProperty,
  deleteProperty,
  getProperty,
  listProperties,
} from './properties.ts';
import {
  acceptInvitation,
  declineInvitation,
  invite,
  listInvitations,
  receivedInvitations,
  withdrawInvitation,
} from './invitations.ts';
import { changeMember, leaveProperty, listMembers, removeMember } from './members.ts';
import { changePassword, requestReset, resetPassword } from './passwords.ts';
import { push } from './push.ts';
import { reconciliation } from './reconciliation.ts';
import { securityLog } from './security-log.ts';
import {
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from './second-factor.ts';
import {
  endSession,
  listSessions,
  signIn,
  signInTotp,
  signOut,
  signOutEverywhere,
  stepUp,
} from './sessions.ts';
import { settlement } from './settlement.ts';
import {
  downloadStatements,
  listStatementMails,
  mailStatements,
  previewStatementMails,
} from './statement-sending.ts';
import {
  getStatement,
  issueStatements,
  listDrafts,
  listStatementDocuments,
  listStatements,
  voidStatement,
} from './statements.ts';

/** Every endpoint there is: the routes, the OpenAPI document and the tests are made from it. */
export const ENDPOINTS = {
  signUp,
  resendCode,
  verifyEmail,
  signIn,
  signInTotp,
  stepUp,
  signOut,
  signOutEverywhere,
  listSessions,
  endSession,
  startSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  removeSecondFactor,
  changePassword,
  requestReset,
  resetPassword,
  account,
  changeAccount,
  changeEmail,
  confirmEmail,
  accountDeletion,
  deleteAccount,
  exportAccount,
  download,
  securityLog,
  listProperties,
  createProperty,
  getProperty,
  changeProperty,
  deleteProperty,
  listMembers,
  changeMember,
  removeMember,
  leaveProperty,
  invite,
  listInvitations,
  withdrawInvitation,
  receivedInvitations,
  acceptInvitation,
  declineInvitation,
  push,
  allocation,
  subMeterAllocation,
  reconciliation,
  settlement,
  listDrafts,
  listStatementDocuments,
  listStatementMails,
  listStatements,
  issueStatements,
  getStatement,
  voidStatement,
  downloadStatements,
  previewStatementMails,
  mailStatements,
  figures,
  listChanges,
  undoChange,
  alive,
  ready,
} as const;
