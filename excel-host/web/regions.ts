/** The parts of the window that F6 goes through, as in Excel: by it the keyboard leaves the cells. */
const regions = [
  { part: '.sheet', focus: '.grid' },
  { part: '.sheet-bar', focus: '[role="tab"][aria-selected="true"]' },
  { part: '.pane:not([hidden])', focus: 'iframe' },
  { part: '.ribbon', focus: 'button' },
];

export function goToNextRegion(back: boolean): void {
  const { activeElement } = document;
  // The tabs of the sheets lie within the sheet: the innermost part counts.
  const here = regions.findLastIndex(({ part }) => activeElement?.closest(part));
  for (let step = 1; step <= regions.length; step += 1) {
    const index = (here + (back ? -step : step) + 2 * regions.length) % regions.length;
    const region = regions[index];
    const target = region && document.querySelector<HTMLElement>(`${region.part} ${region.focus}`);
    if (!target) continue;
    target.focus();
    return;
  }
}
