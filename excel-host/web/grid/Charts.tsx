import type { Chart } from '../../model/workbook.ts';
import { figuresOf } from '../../operations/chart-figures.ts';
import { activateChart } from '../../operations/charts.ts';
import type { Session } from '../session.ts';
import { ChartPicture } from './ChartPicture.tsx';
import { emuPerPixel, type Ground } from './ground.ts';
import type { GridView } from './view.ts';

export interface ChartsProps {
  readonly session: Session;
  readonly version: number;
  readonly view: GridView;
  /** Counts scrolling, after which they lie elsewhere. */
  readonly scrolled: number;
  readonly attempt: (act: () => void) => void;
  readonly takeFocus: () => void;
}

/** The charts of the sheet, above its cells; the grid's keys are for the one that is selected. */
export function Charts({ session, view, attempt, takeFocus }: ChartsProps) {
  const { sheet, workbook } = session;
  const { ground } = view;
  if (!ground) return null;
  return sheet.charts.map((chart) => {
    const { left, top, width, height, edge } = placeOn(ground, chart);
    const select = () => {
      takeFocus();
      attempt(() => session.act((edit) => activateChart(edit, sheet, chart)));
    };
    const figures = figuresOf(workbook, chart);
    return (
      <div key={chart.id} className="above" style={{ left: edge.x, top: edge.y }}>
        <figure
          className={`chart${sheet.selectedChart === chart.id ? ' selected' : ''}`}
          aria-label={figures.title ?? chart.name}
          style={{ left: left - edge.x, top: top - edge.y, width, height }}
          onPointerDown={(event) => {
            event.stopPropagation();
            event.preventDefault();
            select();
          }}
        >
          <ChartPicture chart={chart} figures={figures} width={width} height={height} />
        </figure>
      </div>
    );
  });
}

function placeOn(ground: Ground, { anchor }: Chart) {
  const { from, to, size } = anchor;
  const start = ground.point(from);
  const end = to && ground.point(to);
  return {
    ...{ left: start.x, top: start.y, edge: ground.edge(from) },
    width: size ? size.width / emuPerPixel : (end?.x ?? start.x) - start.x,
    height: size ? size.height / emuPerPixel : (end?.y ?? start.y) - start.y,
  };
}
