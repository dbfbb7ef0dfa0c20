import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  picture: { width: '88px', height: '64px', display: 'block' },
  sheet: { fill: tokens.colorNeutralBackground3, stroke: tokens.colorNeutralStroke1 },
  line: { stroke: tokens.colorNeutralStroke1 },
  soft: { fill: tokens.colorBrandBackground2 },
  brand: { fill: tokens.colorCompoundBrandBackground },
  grey: { fill: tokens.colorNeutralForeground4 },
  stroke: { stroke: tokens.colorCompoundBrandStroke, strokeWidth: '2.5px', fill: 'none' },
  back: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorNeutralStroke1 },
});

function Picture({ children }: { children: ReactNode }) {
  const styles = useStyles();
  return (
    <svg viewBox="0 0 88 64" className={styles.picture} aria-hidden>
      {children}
    </svg>
  );
}

/** A sheet as somebody keeps it, and an eye that only reads. */
export function SheetStays() {
  const styles = useStyles();
  return (
    <Picture>
      <rect x="4" y="8" width="80" height="48" rx="4" className={styles.sheet} />
      <rect x="4.5" y="8.5" width="79" height="11" rx="3.5" className={styles.soft} />
      <path d="M4 20h80M4 32h80M4 44h80M30 8v48M57 8v48" className={styles.line} />
      {[24, 36, 48].map((y) => (
        <g key={y} className={styles.grey}>
          <rect x="9" y={y} width="15" height="3" rx="1.5" />
          <rect x="37" y={y} width="14" height="3" rx="1.5" />
        </g>
      ))}
      <rect x="63" y="24" width="15" height="3" rx="1.5" className={styles.brand} />
      <rect x="67" y="36" width="11" height="3" rx="1.5" className={styles.brand} />
      <rect x="61" y="48" width="17" height="3" rx="1.5" className={styles.brand} />
    </Picture>
  );
}

/** One bill, and the parts that add up to it. */
export function ExactShares() {
  const styles = useStyles();
  return (
    <Picture>
      <rect x="4" y="10" width="80" height="14" rx="3" className={styles.brand} />
      <path d="M5 30v4h78v-4" className={styles.line} fill="none" />
      <rect x="4" y="40" width="36" height="14" rx="3" className={styles.brand} />
      <rect x="42" y="40" width="20" height="14" rx="3" className={styles.brand} opacity="0.75" />
      <rect x="64" y="40" width="12" height="14" rx="3" className={styles.brand} opacity="0.5" />
      <rect x="78" y="40" width="6" height="14" rx="2" className={styles.grey} />
    </Picture>
  );
}

/** Results that come back into a sheet of their own. */
export function OneClick() {
  const styles = useStyles();
  return (
    <Picture>
      <rect x="22" y="6" width="62" height="42" rx="4" className={styles.sheet} />
      <rect x="4" y="16" width="62" height="42" rx="4" className={styles.back} />
      {[24, 34, 44].map((y, i) => (
        <g key={y}>
          <rect x="10" y={y} width="16" height="4" rx="2" className={styles.grey} />
          <rect x="32" y={y} width={[28, 18, 23][i]} height="4" rx="2" className={styles.brand} />
        </g>
      ))}
      <path d="M76 26a8 8 0 1 1-3-6.2M73.500 14v6h-6" className={styles.stroke} />
    </Picture>
  );
}
