// Formulas as an xlsx file stores them, and as Excel shows them: newer functions carry a prefix in the
// file, [@Amount] is spelled out, A1# and @A1 are functions. Excel-valid files need the first form,
// everything else in this host uses the second.
import { printForFile, printForPerson, readStructured } from './structured.ts';
import { type Token, tokenize } from './tokens.ts';

/**
 * The functions that Excel got after its file format was fixed ([MS-XLSX] 2.2.3 "future functions").
 * ISO.CEILING, ECMA.CEILING, NETWORKDAYS.INTL and WORKDAY.INTL are younger too, but have no prefix.
 */
const prefixed = new Set(
  `ACOT ACOTH AGGREGATE ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV
  BITAND BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT
  CHISQ.INV CHISQ.INV.RT CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT
  COTH COVARIANCE.P COVARIANCE.S CSC CSCH DAYS DECIMAL DETECTLANGUAGE DROP ENCODEURL ERF.PRECISE
  ERFC.PRECISE EXPAND EXPON.DIST F.DIST F.DIST.RT F.INV F.INV.RT F.TEST FIELDVALUE FILTERXML FLOOR.MATH
  FLOOR.PRECISE FORECAST.ETS FORECAST.ETS.CONFINT FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR
  FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV GAMMALN.PRECISE GAUSS GROUPBY HSTACK HYPGEOM.DIST IFNA IFS IMAGE
  IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH IMSINH IMTAN ISFORMULA ISOMITTED ISOWEEKNUM LAMBDA LET
  LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST
  NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC PERCENTOF
  PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI PIVOTBY POISSON.DIST QUARTILE.EXC QUARTILE.INC RANDARRAY
  RANK.AVG RANK.EQ REDUCE REGEXEXTRACT REGEXREPLACE REGEXTEST RRI SCAN SEC SECH SEQUENCE SHEET SHEETS SKEW.P
  SORTBY STDEV.P STDEV.S STOCKHISTORY SWITCH T.DIST T.DIST.2T T.DIST.RT T.INV T.INV.2T T.TEST TAKE TEXTAFTER
  TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW TRANSLATE TRIMRANGE UNICHAR UNICODE UNIQUE VALUETOTEXT VAR.P
  VAR.S VSTACK WEBSERVICE WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST`.split(/\s+/u),
);
const sheetPrefixed = new Set(['FILTER', 'SORT', 'PY']);

/** Functions whose result is an array by nature: a formula that calls one spills. */
const arrayFunctions = new Set(
  `BYCOL BYROW CHOOSECOLS CHOOSEROWS DROP EXPAND FILTER GROUPBY HSTACK MAKEARRAY MAP PIVOTBY RANDARRAY SCAN
  SEQUENCE SORT SORTBY TAKE TEXTSPLIT TOCOL TOROW UNIQUE VSTACK WRAPCOLS WRAPROWS`.split(/\s+/u),
);

/** What a formula's own place means for its references to tables. */
export interface FormulaPlace {
  /** The table in which the formula stands. */
  readonly table?: string | undefined;
  /** Whether a bare name is a table's. */
  readonly isTable?: (name: string) => boolean;
  /** How the file stores the name of an add-in's function; undefined: it is none. */
  readonly customName?: (name: string) => string | undefined;
}

/** Whether Excel stores the formula as a dynamic array, even where its result is a single cell. */
export function isArrayFormula(formula: string): boolean {
  if (!/[a-z]\(/iu.test(formula)) return false;
  return tokenize(formula).some(
    (token) => token.kind === 'function' && arrayFunctions.has(token.text.toUpperCase()),
  );
}

/** The index of the bracket that closes the one at `open`. */
function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i += 1) {
    const text = tokens[i]?.text;
    if (text === '(' || text === '{') depth += 1;
    else if (text === ')' || text === '}') depth -= 1;
    if (depth === 0) return i;
  }
  return tokens.length - 1;
}

/** The arguments of a call, each as its tokens without spaces. */
function argumentsOf(tokens: readonly Token[], open: number, close: number): Token[][] {
  const list: Token[][] = [[]];
  for (let i = open + 1, depth = 0; i < close; i += 1) {
    const token = tokens[i];
    if (!token || token.kind === 'space') continue;
    if (token.text === '(' || token.text === '{') depth += 1;
    else if (token.text === ')' || token.text === '}') depth -= 1;
    if (token.text === ',' && depth === 0) list.push([]);
    else list.at(-1)?.push(token);
  }
  return list;
}

/** The names that LET and LAMBDA make, and from where to where they count. */
function parameters(tokens: readonly Token[]) {
  return tokens.flatMap((token, i) => {
    const called = token.kind === 'function' ? token.text.toUpperCase() : '';
    if (called !== 'LET' && called !== 'LAMBDA') return [];
    const close = closing(tokens, i + 1);
    const list = argumentsOf(tokens, i + 1, close).slice(0, -1);
    const declared = called === 'LET' ? list.filter((_argument, n) => n % 2 === 0) : list;
    const names = declared.flatMap(([first]) =>
      first?.kind === 'name' ? [first.name.toLowerCase()] : [],
    );
    return [{ from: i, to: close, names: new Set(names) }];
  });
}

function functionForFile(text: string): string {
  const name = text.toUpperCase();
  if (sheetPrefixed.has(name)) return `_xlfn._xlws.${name}`;
  return prefixed.has(name) ? `_xlfn.${name}` : text;
}

/** The end (exclusive) of the operand that begins at `from`: one token, or a call or bracket with all in it. */
function operandEnd(tokens: readonly Token[], from: number): number {
  const token = tokens[from];
  if (token?.kind === 'function') return closing(tokens, from + 1) + 1;
  return token?.text === '(' ? closing(tokens, from) + 1 : from + 1;
}

/** The formula as the file stores it; both forms are without the leading "=". */
export function toFileForm(formula: string, place: FormulaPlace = {}): string {
  const tokens = tokenize(formula);
  const scopes = parameters(tokens);
  const isParameter = (i: number, name: string): boolean =>
    scopes.some(({ from, to, names }) => i >= from && i <= to && names.has(name.toLowerCase()));
  const single = (i: number, token: Token): string => {
    if (token.kind === 'structured') {
      const reference = readStructured(token);
      return printForFile({ ...reference, table: reference.table || (place.table ?? '') });
    }
    if (token.kind !== 'function' && token.kind !== 'name') return token.text;
    if (isParameter(i, token.text)) return `_xlpm.${token.text}`;
    if (token.kind === 'function') {
      return place.customName?.(token.text) ?? functionForFile(token.text);
    }
    return place.isTable?.(token.text) ? `${token.text}[]` : token.text;
  };
  const print = (from: number, to: number): string => {
    let text = '';
    for (let i = from; i < to; i += 1) {
      const token = tokens[i];
      if (!token) break;
      if (token.text === '@') {
        const end = operandEnd(tokens, i + 1);
        text += `_xlfn.SINGLE(${print(i + 1, end)})`;
        i = end - 1;
      } else if (
        tokens[i + 1]?.text === '#' &&
        (token.kind === 'reference' || token.kind === 'name')
      ) {
        text += `_xlfn.ANCHORARRAY(${single(i, token)})`;
        i += 1;
      } else text += single(i, token);
    }
    return text;
  };
  return print(0, tokens.length);
}

/** The formula as Excel shows it. */
export function fromFileForm(formula: string, place: FormulaPlace = {}): string {
  if (!/_xl|\[/iu.test(formula)) return formula;
  const own = place.table?.toLowerCase();
  const tokens = tokenize(formula);
  const single = (token: Token): string => {
    if (token.kind === 'structured') {
      const reference = readStructured(token);
      const isOwn = reference.table.toLowerCase() === own;
      const wholeTable = reference.items.length === 0 && reference.columns.length === 0;
      return printForPerson({ ...reference, table: isOwn && !wholeTable ? '' : reference.table });
    }
    return token.kind === 'function' || token.kind === 'name'
      ? token.text
          .replace(/^(?:_xlfn\.|_xlws\.|_xlpm\.)+/iu, '')
          .replace(/^_xldudf_([^_]+)_/iu, '$1.')
      : token.text;
  };
  const print = (from: number, to: number): string => {
    let text = '';
    for (let i = from; i < to; i += 1) {
      const token = tokens[i];
      if (!token) break;
      const special = token.kind === 'function' ? token.text.toUpperCase() : '';
      if (special === '_XLFN.SINGLE' || special === '_XLFN.ANCHORARRAY') {
        const close = closing(tokens, i + 1);
        const inner = print(i + 2, close);
        text += special === '_XLFN.SINGLE' ? `@${inner}` : `${inner}#`;
        i = close;
      } else text += single(token);
    }
    return text;
  };
  return print(0, tokens.length);
}
