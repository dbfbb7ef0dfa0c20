import { invalidArgument } from '../error.ts';

/** The names that HTML gives to colours, as far as add-ins use them. */
const named: Record<string, string> = {
  black: '#000000',
  white: '#FFFFFF',
  red: '#FF0000',
  green: '#008000',
  lime: '#00FF00',
  blue: '#0000FF',
  yellow: '#FFFF00',
  orange: '#FFA500',
  purple: '#800080',
  pink: '#FFC0CB',
  brown: '#A52A2A',
  gray: '#808080',
  grey: '#808080',
  lightgray: '#D3D3D3',
  lightgrey: '#D3D3D3',
  darkgray: '#A9A9A9',
  darkgrey: '#A9A9A9',
  silver: '#C0C0C0',
  navy: '#000080',
  teal: '#008080',
  maroon: '#800000',
  olive: '#808000',
  aqua: '#00FFFF',
  cyan: '#00FFFF',
  magenta: '#FF00FF',
  fuchsia: '#FF00FF',
  lightblue: '#ADD8E6',
  lightgreen: '#90EE90',
  lightyellow: '#FFFFE0',
  darkblue: '#00008B',
  darkgreen: '#006400',
  darkred: '#8B0000',
};

/** "#abc123", "abc123" or "red" → "#ABC123". */
export function readColor(value: unknown): string {
  if (typeof value !== 'string') throw invalidArgument('A colour must be text.');
  const hex = /^#?([0-9a-f]{6})$/i.exec(value.trim())?.[1];
  const color = hex === undefined ? named[value.trim().toLowerCase()] : `#${hex.toUpperCase()}`;
  if (color === undefined) throw invalidArgument(`"${value}" is no colour.`);
  return color;
}
