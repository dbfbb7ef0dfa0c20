const FOREIGN_KEY_VIOLATION = '23503';
const TO_USERS = /_users_user_id_fk$/;

/** Whether a row was to refer to a user whose account was deleted a moment before. */
export function isUserGone(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error && 'constraint_name' in error)) return false;
  return error.code === FOREIGN_KEY_VIOLATION && TO_USERS.test(String(error.constraint_name));
}
