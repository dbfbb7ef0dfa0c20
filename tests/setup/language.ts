/**
 * The language as Node has it. Tests of all files share a process: a module that puts anything of its own
 * in place of it would have every test after it run in another language than users do.
 */
const LANGUAGE: readonly (readonly [string, object])[] = [
  ['JSON', JSON],
  ['Math', Math],
  ...[Array, Map, Object, Promise, RegExp, Set, String, Uint8Array].flatMap(
    (one): [string, object][] => [
      [one.name, one],
      [`${one.name}.prototype`, one.prototype],
    ],
  ),
];

const properties = (): Map<string, unknown> =>
  new Map(
    LANGUAGE.flatMap(([name, one]) =>
      Object.entries(Object.getOwnPropertyDescriptors(one)).map(([key, property]) => {
        const one: unknown = Reflect.get(property, 'value') ?? Reflect.get(property, 'get');
        return [`${name}.${key}`, one] as const;
      }),
    ),
  );

const before = properties();

/** office.js writes a name of its own on some types, wherever it runs. */
const isMark = (name: string): boolean => /\.__(typeName|class)$/.test(name);

/** @throws Error where anything is not as it was when this module was loaded, as "JSON.parse" */
export function refuseChangedLanguage(): void {
  const now = properties();
  const all = [...new Set([...before.keys(), ...now.keys()])];
  const names = all.filter((name) => before.get(name) !== now.get(name) && !isMark(name));
  if (names.length > 0) throw new Error(`The language was changed: ${names.join(', ')}`);
}
