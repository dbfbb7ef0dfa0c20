/** What an address is looked up by: addresses differ by case in theory, and in practice never. */
export function emailKeyOf(email: string): string {
  return email.normalize('NFC').toLowerCase();
}
