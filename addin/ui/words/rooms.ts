/** Words of what comes after the first look: they are fetched with the views that say them. */
import { deletionWords, profileWords, proofWords, resetWords, secondStepWords } from './profile.ts';
import { enrolWords, logWords, securityWords, sessionsWords } from './security.ts';
import { invitationsWords, sharingWords } from './sharing.ts';

export const roomWords = {
  secondStep: secondStepWords,
  reset: resetWords,
  proof: proofWords,
  profile: profileWords,
  deletion: deletionWords,
  security: securityWords,
  enrol: enrolWords,
  sessions: sessionsWords,
  log: logWords,
  sharing: sharingWords,
  invitations: invitationsWords,
} as const;
