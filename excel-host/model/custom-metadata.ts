import type { CustomFunction } from './custom-functions.ts';

interface Described {
  readonly id: string;
  readonly name: string;
  readonly parameters?: readonly { readonly name: string; readonly optional?: boolean }[];
  readonly options?: { readonly stream?: boolean; readonly cancelable?: boolean };
}

/** What functions.json holds, as far as calling goes. */
export interface FunctionsMetadata {
  readonly functions: readonly Described[];
}

/** The functions that an add-in's functions.json describes, under its namespace. */
export function readFunctions(namespace: string, metadata: FunctionsMetadata): CustomFunction[] {
  return metadata.functions.map(({ id, name, parameters = [], options = {} }) => ({
    id,
    name: `${namespace}.${name}`.toUpperCase(),
    parameters,
    isStreaming: options.stream === true,
    isCancelable: options.cancelable === true,
  }));
}
