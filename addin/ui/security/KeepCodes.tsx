import { Body1, Button, makeStaticStyles, makeStyles, tokens } from '@fluentui/react-components';
import { CopyRegular, PrintRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { usePane } from '../pane-context.ts';
import { Page } from '../shell/Page.tsx';
import { useCopy } from '../shell/use-copy.ts';
import { roomWords } from '../words/rooms.ts';

/** On paper there are the codes and whose they are, and nothing else of the pane. */
const usePrintStyles = makeStaticStyles(`@media print {
  body * { visibility: hidden; }
  .powertrackr-paper, .powertrackr-paper * { visibility: visible; color: #000000; }
  .powertrackr-paper { position: absolute; top: 0; left: 0; }
}`);

const useStyles = makeStyles({
  paper: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  codes: {
    listStyleType: 'none',
    margin: 0,
    padding: tokens.spacingVerticalS,
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    '@media (max-width: 250px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
    gap: tokens.spacingVerticalXS,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase300,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    textAlign: 'center',
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface KeepCodesProps {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

/** The recovery codes, the only time that they are shown. */
export function KeepCodes({ codes, onKept }: KeepCodesProps) {
  const styles = useStyles();
  usePrintStyles();
  const { session, announce } = usePane();
  const copying = useCopy();
  const [isPrinted, setIsPrinted] = useState<boolean | null>(null);
  const { enrol } = roomWords;
  const whose = enrol.codesOf(session.email ?? '');
  const print = () => {
    const isShown = printPage();
    setIsPrinted(isShown);
    if (!isShown) announce(enrol.notPrinted);
  };
  return (
    <Page title={enrol.codesTitle} next={{ label: enrol.kept, onClick: onKept }}>
      <Body1>{enrol.codesHow}</Body1>
      <div className={`powertrackr-paper ${styles.paper}`}>
        <Body1 className={styles.quiet}>{whose}</Body1>
        <ul className={styles.codes} aria-label={enrol.codes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </div>
      <div className={styles.buttons}>
        <Button icon={<CopyRegular />} onClick={() => copying.copy([whose, ...codes].join('\n'))}>
          {enrol.copyCodes}
        </Button>
        <Button icon={<PrintRegular />} onClick={print}>
          {enrol.print}
        </Button>
      </div>
      {copying.said !== null && <Body1>{copying.said}</Body1>}
      {isPrinted === false && <Body1>{enrol.notPrinted}</Body1>}
    </Page>
  );
}

/** Some views of Excel do nothing at all when a pane wants to print. */
function printPage(): boolean {
  let isShown = false;
  const seen = () => {
    isShown = true;
  };
  window.addEventListener('beforeprint', seen, { once: true });
  window.print();
  window.removeEventListener('beforeprint', seen);
  return isShown;
}
