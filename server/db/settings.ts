import { DEFAULT_SETTINGS, type Settings } from '../../contract/properties.ts';

/** Settings as they were stored: those that a later version brought may be missing. */
export type StoredSettings = Partial<Settings>;

export function wholeSettings(stored: StoredSettings): Settings {
  return { ...DEFAULT_SETTINGS, ...stored };
}
