/** Colours and sizes of bills: dark on white, readable also when printed in grey. */
import type { FontName } from './fonts.ts';

export const INK = '#1c2730';
export const GREY = '#56646f';
export const RULE = '#cfd7de';
export const TINT = '#eef4f8';
export const ACCENT = '#0f5b82';
export const RED = '#a4262c';

/** Of a name above what it names. */
export const LABEL = { size: 8, color: GREY } as const;

export interface Style {
  readonly font?: FontName;
  readonly size?: number;
  readonly color?: string;
  readonly align?: 'left' | 'right';
}

const LEADING = 1.32;

export function lineHeight(size = 9.5): number {
  return size * LEADING;
}
