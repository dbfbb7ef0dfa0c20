import type { Host } from './host.ts';
import { apiNotFound } from '../error.ts';
import type { Args } from './args.ts';

/*
 * How the objects that office.js asks for are described: for each class a table of members, each with
 * the requirement set that brought it and what it does. What is not in a table fails loudly.
 */

/** Minor version of the ExcelApi requirement set 1.x that brought a member. */
export type Since = number;

export interface Property<T> {
  readonly kind: 'property';
  readonly since: Since;
  readonly get: (target: T, host: Host) => unknown;
  readonly set: ((target: T, value: unknown, host: Host) => void) | undefined;
}

export interface Child<T> {
  readonly kind: 'child';
  readonly since: Since;
  readonly get: (target: T, host: Host) => Instance | null;
}

export interface Method<T> {
  readonly kind: 'method';
  readonly since: Since;
  /** Gives a value, another object, or null for a null object. */
  readonly call: (target: T, args: Args, host: Host) => unknown;
}

export type Member<T> = Property<T> | Child<T> | Method<T>;

export function property<T>(
  since: Since,
  get: Property<T>['get'],
  set?: NonNullable<Property<T>['set']>,
): Property<T> {
  return { kind: 'property', since, get, set };
}

export function child<T>(since: Since, get: Child<T>['get']): Child<T> {
  return { kind: 'child', since, get };
}

export function method<T>(since: Since, call: Method<T>['call']): Method<T> {
  return { kind: 'method', since, call };
}

/** What a class has beside its members. */
export interface Nature<T> {
  /** Sent with every answer about the object; office.js finds the object again by it. */
  readonly identity?: (target: T, host: Host) => Record<string, unknown>;
  /** Of a collection: what it holds, in order. */
  readonly items?: (target: T, host: Host) => Instance[];
  /** Of a collection: the item with this key or id; null where there is none. */
  readonly item?: (target: T, args: Args, host: Host) => Instance | null;
  /** Names under which office.js writes a property that it reads under another. */
  readonly writtenAs?: Readonly<Record<string, string>>;
  /** Of objects that office.js may keep over several batches, such as ranges. */
  readonly isKept?: boolean;
}

/** An object of the host as the batch interpreter handles it: a target seen through its class. */
export interface Instance {
  readonly className: string;
  readonly isKept: boolean;
  readonly isCollection: boolean;
  /** The member's name as add-ins write it, or undefined where the class has none such. */
  canonical(name: string): string | undefined;
  kindOf(name: string): Member<unknown>['kind'] | undefined;
  /** Names of the properties that the configured requirement sets hold. */
  properties(host: Host): string[];
  read(name: string, host: Host): unknown;
  write(name: string, value: unknown, host: Host): void;
  child(name: string, host: Host): Instance | null;
  call(name: string, args: Args, host: Host): unknown;
  identity(host: Host): Record<string, unknown>;
  items(host: Host): Instance[];
  item(args: Args, host: Host): Instance | null;
}

export class HostClass<T> {
  readonly name: string;
  #members = new Map<string, { name: string; member: Member<T> }>();
  #nature: Nature<T> = {};
  readonly #targets = new WeakMap<Instance, { readonly target: T }>();

  constructor(name: string) {
    this.name = name;
  }

  /** Member names as add-ins write them; on the wire the first letter is a capital. */
  implement(members: Record<string, Member<T>>, nature: Nature<T> = {}): void {
    this.#members = new Map(
      Object.entries(members).map(([name, member]) => [name.toLowerCase(), { name, member }]),
    );
    this.#nature = nature;
  }

  memberList(): { name: string; kind: Member<T>['kind']; since: Since; isSettable: boolean }[] {
    return [...this.#members.values()].map(({ name, member }) => ({
      name,
      kind: member.kind,
      since: member.since,
      isSettable: member.kind === 'property' && member.set !== undefined,
    }));
  }

  get isCollection(): boolean {
    return this.#nature.items !== undefined;
  }

  get hasIndexer(): boolean {
    return this.#nature.item !== undefined;
  }

  /** What the instance stands for, or undefined if it is of another class. */
  targetOf(instance: Instance): T | undefined {
    return this.#targets.get(instance)?.target;
  }

  of(target: T): Instance {
    const nature = this.#nature;
    const instance: Instance = {
      className: this.name,
      isKept: nature.isKept === true,
      isCollection: nature.items !== undefined,
      canonical: (name) => this.#members.get(name.toLowerCase())?.name,
      kindOf: (name) => this.#members.get(name.toLowerCase())?.member.kind,
      properties: (host) =>
        this.memberList()
          .filter(({ kind, since }) => kind === 'property' && host.supports(since))
          .map(({ name }) => name),
      read: (name, host) => this.#find(name, 'property', host).get(target, host),
      write: (name, value, host) => {
        const member = nature.writtenAs?.[camel(name)] ?? name;
        const { set } = this.#find(member, 'property', host);
        if (!set) throw apiNotFound(`${this.name}.${camel(name)}`, 'it cannot be set');
        set(target, value, host);
      },
      child: (name, host) => this.#find(name, 'child', host).get(target, host),
      call: (name, args, host) => this.#find(name, 'method', host).call(target, args, host),
      identity: (host) => nature.identity?.(target, host) ?? {},
      items: (host) => {
        if (!nature.items) throw apiNotFound(`${this.name}.items`);
        return nature.items(target, host);
      },
      item: (args, host) => {
        if (!nature.item) throw apiNotFound(`${this.name}.getItem`);
        return nature.item(target, args, host);
      },
    };
    this.#targets.set(instance, { target });
    return instance;
  }

  #find<Kind extends Member<T>['kind']>(
    name: string,
    kind: Kind,
    host: Host,
  ): Extract<Member<T>, { kind: Kind }> {
    const found = this.#members.get(name.toLowerCase());
    const isOfKind = (member: Member<T>): member is Extract<Member<T>, { kind: Kind }> =>
      member.kind === kind;
    if (!found || !isOfKind(found.member)) throw apiNotFound(`${this.name}.${camel(name)}`);
    if (!host.supports(found.member.since)) {
      throw apiNotFound(
        `${this.name}.${found.name}`,
        `it is part of ExcelApi 1.${found.member.since}, and this Excel supports 1.${host.apiMinor}`,
      );
    }
    return found.member;
  }
}

export function isInstance(value: unknown): value is Instance {
  return typeof value === 'object' && value !== null && 'className' in value && 'kindOf' in value;
}

/** "NumberFormat" → "numberFormat": as add-ins write it. */
export function camel(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

/** "numberFormat" → "NumberFormat": as the wire has it. */
export function pascal(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
