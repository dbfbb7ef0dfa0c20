import { chartColor } from '../../format/chart-colors.ts';
import type { ChartFigures } from '../../operations/chart-figures.ts';
import { type Bar, barsOf, pointsOf, scaleOf, slicesOf, stepsOf } from './chart-shapes.ts';

export interface ChartPlotProps {
  /** As Excel.ChartType; one that is not known here is drawn as columns. */
  readonly type: string;
  readonly figures: ChartFigures;
  readonly width: number;
  readonly height: number;
}

const lineHeight = 16;
const digitWidth = 7;

const widest = (texts: readonly string[]): number =>
  Math.max(0, ...texts.map(({ length }) => length)) * digitWidth;

/** Bars, lines or slices on their axes. */
export function ChartPlot({ type, figures, width, height }: ChartPlotProps) {
  return (
    <svg width={width} height={height} aria-hidden>
      {type === 'Pie' ? (
        <Slices figures={figures} width={width} height={height} />
      ) : (
        <OnAxes type={type} figures={figures} width={width} height={height} />
      )}
    </svg>
  );
}

function Slices({ figures, width, height }: Omit<ChartPlotProps, 'type'>) {
  const radius = Math.min(width, height) / 2 - 4;
  const shapes = slicesOf(figures.series[0]?.values ?? [], radius);
  return (
    <g transform={`translate(${width / 2} ${height / 2})`}>
      {shapes.map(({ path, index }) => (
        <path key={index} d={path} fill={chartColor(index)} stroke="var(--paper)" />
      ))}
    </g>
  );
}

function OnAxes({ type, figures, width, height }: ChartPlotProps) {
  const isAcross = type.startsWith('Bar');
  const scale = scaleOf(type, figures);
  const steps = stepsOf(scale);
  const label = (value: number): string =>
    scale.isShare ? `${Math.round(value * 100)}%` : value.toLocaleString('en-US');
  const side = widest(isAcross ? figures.categories : steps.map(label)) + 6;
  const left = Math.min(side, width / 3);
  const plot = { width: width - left - 8, height: height - lineHeight - 6 };
  const [along, across] = isAcross ? [plot.width, plot.height] : [plot.height, plot.width];
  const at = (value: number): number =>
    ((value - scale.least) / (scale.most - scale.least)) * along;
  const slot = across / Math.max(1, figures.categories.length);
  const every = isAcross ? 1 : Math.max(1, Math.ceil((widest(figures.categories) + 8) / slot));
  return (
    <g transform={`translate(${left} 4)`}>
      {steps.map((step) => (
        <g
          key={step}
          transform={isAcross ? `translate(${at(step)} 0)` : `translate(0 ${along - at(step)})`}
        >
          <line className="rule" {...(isAcross ? { y2: across } : { x2: across })} />
          <text
            {...(isAcross ? { y: across + lineHeight - 2 } : { x: -6, y: 4 })}
            textAnchor={isAcross ? 'middle' : 'end'}
          >
            {label(step)}
          </text>
        </g>
      ))}
      {figures.categories.map((text, index) =>
        index % every > 0 ? null : (
          <text
            // oxlint-disable-next-line react/no-array-index-key -- labels may be alike
            key={index}
            {...(isAcross
              ? { x: -6, y: across - (index + 0.5) * slot + 4 }
              : { x: (index + 0.5) * slot, y: along + lineHeight - 2 })}
            textAnchor={isAcross ? 'end' : 'middle'}
          >
            {text}
          </text>
        ),
      )}
      {type.startsWith('Line')
        ? pointsOf(figures, type).map((points, index) => (
            <Line
              // oxlint-disable-next-line react/no-array-index-key -- series stand in their order
              key={index}
              color={chartColor(index)}
              hasMarkers={type.includes('Markers')}
              points={points.map((value, place) =>
                value === null ? null : { x: (place + 0.5) * slot, y: along - at(value) },
              )}
            />
          ))
        : barsOf(figures, type).map((bar) => (
            <OneBar
              key={`${bar.series} ${bar.category}`}
              bar={bar}
              place={{ at, slot, along, across, isAcross }}
            />
          ))}
    </g>
  );
}

interface BarPlace {
  readonly at: (value: number) => number;
  readonly slot: number;
  readonly along: number;
  readonly across: number;
  readonly isAcross: boolean;
}

function OneBar({ bar, place }: { bar: Bar; place: BarPlace }) {
  const { at, slot, along, across, isAcross } = place;
  const [from, to] = [at(Math.min(bar.from, bar.to)), at(Math.max(bar.from, bar.to))];
  const start = (bar.category + bar.offset) * slot;
  const size = bar.size * slot;
  return (
    <rect
      fill={chartColor(bar.series)}
      {...(isAcross
        ? { x: from, y: across - start - size, width: to - from, height: size }
        : { x: start, y: along - to, width: size, height: to - from })}
    />
  );
}

type Point = { readonly x: number; readonly y: number };

/** Where nothing is known, the line is broken. */
function Line({
  points,
  color,
  hasMarkers,
}: {
  points: readonly (Point | null)[];
  color: string;
  hasMarkers: boolean;
}) {
  const path = points.map((point, index) => {
    if (!point) return '';
    return `${points[index - 1] ? 'L' : 'M'}${point.x} ${point.y}`;
  });
  return (
    <>
      <path d={path.join('')} fill="none" stroke={color} strokeWidth={2} strokeLinejoin="round" />
      {hasMarkers &&
        points.map(
          (point) => point && <circle key={point.x} cx={point.x} cy={point.y} r={3} fill={color} />,
        )}
    </>
  );
}
