import { Body1, Button, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { fieldsOf } from '../../../contract/kinds.ts';
import type { Action } from '../../../contract/problem.ts';
import type { Preview } from '../../flows/preview.ts';
import { addressOf, showCell } from '../../flows/show-cell.ts';
import type { Place } from '../../flows/show-cell.ts';
import { sentenceOf } from '../../flows/words.ts';
import { usePane } from '../pane-context.ts';
import { useTask } from '../use-task.ts';
import { KIND_WORDS, actionWord, fieldWord, words } from '../words.ts';
import type { Need } from './needs.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  sides: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    margin: 0,
  },
  side: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    marginTop: tokens.spacingVerticalXXS,
  },
});

export interface NeedCardProps {
  readonly need: Need;
  readonly preview: Preview;
  readonly onAction: (action: Action) => void;
}

export function NeedCard({ need, preview, onAction }: NeedCardProps) {
  const styles = useStyles();
  const { formats } = usePane();
  const { offer, rows } = need;
  const hindrance = offer?.hindrance ?? null;
  const isCell = offer?.what === 'cell';
  const actions =
    isCell && hindrance ? need.actions.filter((one) => one !== 'takeServer') : need.actions;
  return (
    <div className={styles.card}>
      <PlaceLink place={need} preview={preview} more={rows - 1} />
      {need.message !== null && <Body1>{need.message}</Body1>}
      {offer?.what === 'cell' && <Sides need={need} sheet={offer.sheet} server={offer.server} />}
      {offer?.what === 'row-in' && (
        <Body1>
          {Object.entries(offer.fields)
            .map(([field, value]) => `${fieldWord(field)} ${valueIn(need, field, value, formats)}`)
            .join(', ')}
        </Body1>
      )}
      {hindrance !== null && <Caption1>{sentenceOf(hindrance)}</Caption1>}
      {actions.length > 0 && (
        <div className={styles.actions}>
          {actions.map((action) => (
            <Button key={action} size="small" onClick={() => onAction(action)}>
              {action === 'useUnit' && need.value !== null
                ? `“${need.value}”`
                : actionWord(action, need.topic)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

type Formats = ReturnType<typeof usePane>['formats'];

function valueIn({ kind }: Place, field: string, value: string | null, formats: Formats): string {
  return formats.value(value, fieldsOf(kind)[field]?.type ?? 'text');
}

/** The two sides of a cell, each named. */
function Sides({
  need,
  sheet,
  server,
}: {
  need: Need;
  sheet: string | null;
  server: string | null;
}) {
  const styles = useStyles();
  const { formats } = usePane();
  const field = need.field ?? '';
  return (
    <dl className={styles.sides}>
      <dt className={styles.side}>{words.review.mine}</dt>
      <dd className={styles.value}>{valueIn(need, field, sheet, formats)}</dd>
      <dt className={styles.side}>{words.review.theirs}</dt>
      <dd className={styles.value}>{valueIn(need, field, server, formats)}</dd>
    </dl>
  );
}

export interface PlaceLinkProps {
  readonly place: Place;
  readonly preview: Preview;
  /** Other rows that ask just this. */
  readonly more?: number;
}

/** Where it stands; pressing it selects the cell. */
export function PlaceLink({ place, preview, more = 0 }: PlaceLinkProps) {
  const { ws, formats } = usePane();
  const task = useTask();
  const { origins } = preview.applied;
  const address = addressOf(origins, place);
  const others = more > 0 ? ` ${words.review.more(formats.count(more))}` : '';
  if (address === null) {
    return (
      <Caption1>
        {KIND_WORDS[place.kind]}, {words.review.gone}
      </Caption1>
    );
  }
  const header = place.field === null || address.header === '' ? '' : ` · ${address.header}`;
  return (
    <Caption1>
      <Link
        as="button"
        title={words.review.showCell}
        onClick={() => void task.run(() => showCell(ws, origins, place))}
      >
        {words.review.row(address.sheet, String(address.row))}
        {header}
      </Link>
      {others}
    </Caption1>
  );
}
