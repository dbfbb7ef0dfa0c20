import type { ENDPOINTS } from '../../contract/endpoints.ts';
import { account, changeAccount, changeEmail, confirmEmail } from '../use-cases/account.ts';
import { allocation, subMeterAllocation } from '../use-cases/allocation.ts';
import { figures } from '../use-cases/answer-figures.ts';
import { listChanges, undoChange } from '../use-cases/changes.ts';
import type { UseCase } from '../use-cases/context.ts';
import { accountDeletion, deleteAccount } from '../use-cases/deletion.ts';
import { download, exportAccount } from '../use-cases/downloads.ts';
import { alive, ready } from '../use-cases/health.ts';
import {
  acceptInvitation,
  declineInvitation,
  invite,
  listInvitations,
  receivedInvitations,
  withdrawInvitation,
} from '../use-cases/invitations.ts';
import { changeMember, leaveProperty, listMembers, removeMember } from '../use-cases/members.ts';
import { changePassword, requestReset, resetPassword } from '../use-cases/passwords.ts';
import {
  changeProperty,
  createProperty,
  deleteProperty,
  getProperty,
  listProperties,
} from '../use-cases/properties.ts';
import { push } from '../use-cases/push/push.ts';
import { reconciliation } from '../use-cases/reconciliation.ts';
import { securityLog } from '../use-cases/security-log.ts';
import {
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from '../use-cases/second-factor.ts';
import {
  endSession,
  listSessions,
  signIn,
  signInTotp,
  signOut,
  signOutEverywhere,
  stepUp,
} from '../use-cases/sessions.ts';
import { settlement } from '../use-cases/settlement.ts';
import { downloadStatements } from '../use-cases/statements/download.ts';
import { listDrafts } from '../use-cases/statements/drafts.ts';
import { issueStatements } from '../use-cases/statements/issue.ts';
import {
  getStatement,
  listStatementDocuments,
  listStatements,
} from '../use-cases/statements/list.ts';
import {
  listStatementMails,
  mailStatements,
  previewStatementMails,
} from '../use-cases/statements/mail.ts';
import { voidStatement } from '../use-cases/statements/void.ts';
import { resendCode, signUp, verifyEmail } from '../use-cases/sign-up.ts';

type Endpoints = typeof ENDPOINTS;

/** The use case of every endpoint: one that is missing, or of another shape, is a type error. */
export const ROUTES: { readonly [Name in keyof Endpoints]: UseCase<Endpoints[Name]> } = {
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
};
