import type { CallResult } from '../addin-functions.ts';
import { type CellValue, errorValue } from '../model/value.ts';
import { isList, isRecord } from '../wire/args.ts';
import { method } from '../wire/classes.ts';
import { customFunctionsClass } from './declared.ts';

/** What office.js calls once it listens for calls of the add-in's functions, and when it has results. */
customFunctionsClass.implement({
  _SetOsfControlContainerReadyForCustomFunctions: method(1, (functions) => functions.ready()),
  setInvocationArrayResults: method(1, (functions, args) => {
    const results = args.at(0);
    functions.take(isList(results) ? results.flatMap(resultOf) : []);
  }),
});

/** Errors by the numbers that office.js gives them. */
const errorsByNumber: Readonly<Record<number, string>> = {
  1: '#N/A',
  5: '#DIV/0!',
  6: '#NUM!',
  7: '#VALUE!',
  8: '#NULL!',
};

/** `[id, whether it went well, value or message, number of the error]`. */
function resultOf(result: unknown): CallResult[] {
  if (!isList(result)) return [];
  const { 0: id, 1: isGood, 2: given, 3: error } = result;
  if (isGood === true) return [{ id: Number(id), ...valueOf(given) }];
  const value = errorValue(errorsByNumber[Number(error)] ?? '#VALUE!') ?? null;
  return [{ id: Number(id), value, message: typeof given === 'string' ? given : undefined }];
}

/** Numbers, texts, truths, and errors as `CustomFunctions.Error` describes them; nothing else fits a cell. */
function valueOf(given: unknown): Pick<CallResult, 'value' | 'message'> {
  if (given === null || ['number', 'string', 'boolean'].includes(typeof given)) {
    return { value: given as CellValue };
  }
  const { basicValue, message } = isRecord(given) ? given : {};
  const value = typeof basicValue === 'string' ? errorValue(basicValue) : undefined;
  return {
    value: value ?? errorValue('#VALUE!') ?? null,
    message: typeof message === 'string' ? message : undefined,
  };
}
