/**
 * Tells a state of a property's results from every other one. The revision alone does not: after a backup was
 * restored other changes may lead to the same one, and the currency can change without a revision as long as
 * there is no money.
 */
export function versionOf(state: {
  readonly revision: number;
  /** The change set that led to the revision; null: none did yet. */
  readonly changeSetId: string | null;
  readonly currency: string;
}): string {
  const { revision, changeSetId, currency } = state;
  return [revision, changeSetId ?? 'new', currency].join('.');
}
