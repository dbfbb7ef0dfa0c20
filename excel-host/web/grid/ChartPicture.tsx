import type { CSSProperties } from 'react';
import { chartColor } from '../../format/chart-colors.ts';
import type { Chart } from '../../model/workbook.ts';
import type { ChartFigures } from '../../operations/chart-figures.ts';
import { ChartPlot } from './ChartPlot.tsx';

export interface ChartPictureProps {
  readonly chart: Chart;
  readonly figures: ChartFigures;
  /** In pixels, its border included. */
  readonly width: number;
  readonly height: number;
}

const padding = 18;
const titleHeight = 22;
const legendSize = { height: 20, width: 96 };

const entryStyle = (index: number) => ({ '--entry': chartColor(index) }) as CSSProperties;

/** A chart as Excel would draw it, without its looks: title, bars, lines or slices, legend. */
export function ChartPicture({ chart, figures, width, height }: ChartPictureProps) {
  const { type = '', legend } = chart;
  const { title, series, categories } = figures;
  const names = type === 'Pie' ? categories : series.map(({ name }) => name);
  const isBeside = legend.position !== 'Bottom' && legend.position !== 'Top';
  const perLine = Math.max(1, Math.floor((width - padding) / legendSize.width));
  const lines = Math.min(2, Math.ceil(names.length / perLine));
  const room = {
    width: width - padding - (legend.isShown && isBeside ? legendSize.width : 0),
    height:
      height -
      padding -
      (title === undefined ? 0 : titleHeight) -
      (legend.isShown && !isBeside ? lines * legendSize.height : 0),
  };
  const place = legend.position === 'Top' ? 'Bottom' : legend.position;
  return (
    <>
      {title !== undefined && <div className="title">{title}</div>}
      <div className="plot">
        <ChartPlot
          type={type}
          figures={figures}
          width={Math.max(40, room.width)}
          height={Math.max(40, room.height)}
        />
      </div>
      {legend.isShown && (
        <div className={`legend ${place}`}>
          {names.map((name, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- names may be alike
            <span key={index} className="entry" style={entryStyle(index)}>
              {name}
            </span>
          ))}
        </div>
      )}
    </>
  );
}
