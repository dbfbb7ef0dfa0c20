import type { Host } from './host.ts';

/** How Excel looks and speaks, as far as it tells. */
export interface Appearance {
  /** Undefined where Excel does not say (on the web, office-js #6134): the browser knows then. */
  readonly isDark: boolean | undefined;
  /** In which amounts and dates are written, "de-DE". */
  readonly locale: string;
}

export function readAppearance({ Office }: Host): Appearance {
  const theme: Office.OfficeTheme | undefined = Office.context.officeTheme;
  const { contentLanguage, displayLanguage } = Office.context;
  const [locale = 'en-US'] = Intl.NumberFormat.supportedLocalesOf(
    [contentLanguage, displayLanguage].filter(Boolean),
  );
  return { isDark: theme?.isDarkTheme, locale };
}
