import type { Area } from '../model/area.ts';
import { styleAt } from '../model/cells.ts';
import type { Border, Borders } from '../model/style.ts';
import { restyle } from '../operations/looks.ts';
import { type Args, oneOf } from '../wire/args.ts';
import { type Instance, method, property } from '../wire/classes.ts';
import type { Host } from '../wire/host.ts';
import { readColor } from './colors.ts';
import {
  type BorderSide,
  type InBorders,
  type OneBorder,
  rangeBorderClass,
  rangeBorderCollectionClass,
} from './declared.ts';
import { areaOfRange, notFound } from './reach.ts';

const sides = {
  EdgeTop: 'top',
  EdgeBottom: 'bottom',
  EdgeLeft: 'left',
  EdgeRight: 'right',
  InsideVertical: 'insideVertical',
  InsideHorizontal: 'insideHorizontal',
  DiagonalDown: 'diagonalDown',
  DiagonalUp: 'diagonalUp',
} as const satisfies Record<string, BorderSide>;
type SideName = keyof typeof sides;
const sideNames: readonly SideName[] = [
  'EdgeTop',
  'EdgeBottom',
  'EdgeLeft',
  'EdgeRight',
  'InsideVertical',
  'InsideHorizontal',
  'DiagonalDown',
  'DiagonalUp',
];
const lineStyles = [
  'None',
  'Continuous',
  'Dash',
  'DashDot',
  'DashDotDot',
  'Dot',
  'Double',
  'SlantDashDot',
] as const;
const weights = ['Hairline', 'Thin', 'Medium', 'Thick'] as const;

/** Where a border of an area is drawn: which side of which cells. */
function edges(area: Area, side: BorderSide): { area: Area; side: keyof Borders }[] {
  const { top, left, bottom, right } = area;
  switch (side) {
    case 'top':
      return [{ area: { ...area, bottom: top }, side }];
    case 'bottom':
      return [{ area: { ...area, top: bottom }, side }];
    case 'left':
      return [{ area: { ...area, right: left }, side }];
    case 'right':
      return [{ area: { ...area, left: right }, side }];
    case 'insideHorizontal':
      return bottom > top ? [{ area: { ...area, bottom: bottom - 1 }, side: 'bottom' }] : [];
    case 'insideVertical':
      return right > left ? [{ area: { ...area, right: right - 1 }, side: 'right' }] : [];
    case 'diagonalDown':
    case 'diagonalUp':
      break;
  }
  return [{ area, side }];
}

/** What the border's cells share, read from each; undefined in it means no border. */
function shared<Value>(
  { ranges, side }: OneBorder,
  host: Host,
  read: (border: Border | undefined) => Value,
): Value | null {
  const seen = new Set<Value>();
  for (const range of ranges) {
    for (const edge of edges(areaOfRange(range, host), side)) {
      for (let row = edge.area.top; row <= edge.area.bottom; row += 1) {
        for (let column = edge.area.left; column <= edge.area.right; column += 1) {
          seen.add(read(styleAt(range.sheet, row, column).borders[edge.side]));
          if (seen.size > 1) return null;
        }
      }
    }
  }
  const [value] = seen;
  return value === undefined ? read(undefined) : value;
}

const plain: Border = { style: 'Continuous', weight: 'Thin', color: '#000000' };

function draw(target: OneBorder, host: Host, change: Partial<Border> | undefined): void {
  const before = change && {
    style: shared(target, host, (border) => border?.style ?? plain.style) ?? plain.style,
    weight: shared(target, host, (border) => border?.weight ?? plain.weight) ?? plain.weight,
    color: shared(target, host, (border) => border?.color ?? plain.color) ?? plain.color,
  };
  const border = before && { ...before, ...change };
  host.edit((edit) => {
    for (const range of target.ranges) {
      for (const edge of edges(areaOfRange(range, host), target.side)) {
        restyle(edit, range.sheet, edge.area, { borders: { [edge.side]: border } });
      }
    }
  });
}

const borderOf = (target: InBorders, name: SideName): Instance =>
  rangeBorderClass.of({ ranges: target.ranges, side: sides[name] });

function borderNamed(target: InBorders, args: Args): Instance {
  return borderOf(
    target,
    oneOf(args.at(0), sideNames, () => args.refuse(0, 'the name of a border')),
  );
}

rangeBorderCollectionClass.implement(
  {
    count: property(1, () => sideNames.length),
    getItemAt: method(1, (target, args) => {
      const name = sideNames[args.whole(0)];
      if (!name) throw notFound();
      return borderOf(target, name);
    }),
  },
  {
    items: (target) => sideNames.map((name) => borderOf(target, name)),
    item: (target, args) => borderNamed(target, args),
  },
);

rangeBorderClass.implement({
  sideIndex: property(1, ({ side }) => sideNames.find((name) => sides[name] === side)),
  style: property(
    1,
    (target, host) => shared(target, host, (border) => border?.style ?? 'None'),
    (target, value, host) => {
      const style = oneOf(value, lineStyles);
      draw(target, host, style === 'None' ? undefined : { style });
    },
  ),
  weight: property(
    1,
    (target, host) => shared(target, host, (border) => border?.weight ?? 'Thin'),
    (target, value, host) => draw(target, host, { weight: oneOf(value, weights) }),
  ),
  color: property(
    1,
    (target, host) => shared(target, host, (border) => border?.color ?? '#000000'),
    (target, value, host) => draw(target, host, { color: readColor(value) }),
  ),
});
