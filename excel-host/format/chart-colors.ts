/** The colours that Excel gives to series (and to the slices of a pie) by themselves, in turn. */
const accents = ['4472C4', 'ED7D31', 'A5A5A5', 'FFC000', '5B9BD5', '70AD47'] as const;

/** How far each further turn is from the accent: towards black, then towards white. */
const turns = [0, -0.4, 0.4, -0.2, 0.6];

/** "#4472C4" for the first. */
export function chartColor(index: number): string {
  const accent = accents[index % accents.length] ?? accents[0];
  const turn = turns[Math.floor(index / accents.length) % turns.length] ?? 0;
  const channels = [0, 2, 4].map((at) => {
    const value = parseInt(accent.slice(at, at + 2), 16);
    const mixed = turn < 0 ? value * (1 + turn) : value + (255 - value) * turn;
    return Math.round(mixed).toString(16).padStart(2, '0');
  });
  return `#${channels.join('').toUpperCase()}`;
}
