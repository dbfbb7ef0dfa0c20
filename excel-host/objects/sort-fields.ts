import type { SortState } from '../model/workbook.ts';
import { apiNotFound, invalidArgument } from '../error.ts';
import { isRecord } from '../wire/args.ts';

/** Excel.SortField[] as the model has it; what sorts by something else than values is refused. */
export function sortStateOf(fields: readonly unknown[], matchCase: boolean): SortState {
  return {
    matchCase,
    fields: fields.map((field) => {
      if (!isRecord(field) || typeof field['key'] !== 'number') {
        throw invalidArgument('A sort field needs the key of a column.');
      }
      const { key, ascending = true, sortOn = 'Value', dataOption = 'Normal' } = field;
      if (sortOn !== 'Value' || dataOption !== 'Normal' || 'subField' in field) {
        throw apiNotFound('SortField', 'the host sorts by values only');
      }
      if (typeof ascending !== 'boolean') throw invalidArgument('ascending is true or false.');
      return { key, ascending };
    }),
  };
}
