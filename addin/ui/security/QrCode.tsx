import { makeStyles, tokens } from '@fluentui/react-components';
import { create } from 'qrcode';
import { useMemo } from 'react';
import { qrPath } from './qr-path.ts';

/** The light border that cameras need, in modules. */
const QUIET = 4;

const useStyles = makeStyles({
  code: {
    width: '200px',
    maxWidth: '100%',
    alignSelf: 'center',
    borderRadius: tokens.borderRadiusMedium,
  },
});

export default function QrCode({ text, label }: { text: string; label: string }) {
  const styles = useStyles();
  const address = useMemo(() => `data:image/svg+xml,${encodeURIComponent(picture(text))}`, [text]);
  return <img className={styles.code} src={address} alt={label} />;
}

/** Dark on light whatever the theme: many cameras know nothing else. */
function picture(text: string): string {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const side = size + 2 * QUIET;
  const box = `${-QUIET} ${-QUIET} ${side} ${side}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" shape-rendering="crispEdges"><path fill="#fff" d="M${-QUIET} ${-QUIET}h${side}v${side}h-${side}z"/><path d="${qrPath(size, data)}"/></svg>`;
}
