/**
 * What the published schemas of add-in only manifests demand (OfficeAppManifest 1.1, its basic types
 * and TaskPaneAppVersionOverrides 1.0; MS-OWEMXML), as far as our manifest goes, written down as data:
 * for each element the children it takes, in the order they must have, and what its texts may be.
 * An element or attribute that is not listed here is refused.
 */
import type { Element } from '@xmldom/xmldom';

type Check = (text: string) => string | undefined;

interface Rule {
  /** "Name" exactly once, "Name?" at most once, "Name*" any number, "Name+" at least one. */
  readonly children?: readonly string[];
  readonly attributes?: Readonly<Record<string, Check>>;
  readonly text?: Check;
}

const length =
  (most: number): Check =>
  (text) =>
    text.length >= 1 && text.length <= most ? undefined : `must have 1 to ${most} characters`;
const pattern =
  (expression: RegExp): Check =>
  (text) =>
    expression.test(text) ? undefined : `must match ${expression}`;
const oneOf =
  (...values: string[]): Check =>
  (text) =>
    values.includes(text) ? undefined : `must be one of ${values.join(', ')}`;
const address: Check = (text) =>
  text.length <= 2048 && URL.canParse(text) && text.startsWith('https://')
    ? undefined
    : 'must be an https address of at most 2048 characters';

const short = length(125);
const long = length(250);
const resourceId = length(32);
const locale = pattern(/^[a-z]{2}-[A-Z]{2}$/);
const version = pattern(/^\d{1,5}(\.\d{1,5}){0,3}$/);
const reference: Rule = { attributes: { resid: resourceId } };
const localised = (value: Check): Rule => ({
  children: ['Override*'],
  attributes: { DefaultValue: value },
});
const resource = (value: Check): Rule => ({
  children: ['bt:Override*'],
  attributes: { id: resourceId, DefaultValue: value },
});

/** By the path's last two names where the place decides, else by the name. */
const rules: Readonly<Record<string, Rule>> = {
  OfficeApp: {
    children: [
      'Id',
      'AlternateId?',
      'Version',
      'ProviderName',
      'DefaultLocale',
      'DisplayName',
      'Description',
      'IconUrl?',
      'HighResolutionIconUrl?',
      'SupportUrl?',
      'AppDomains?',
      'Hosts?',
      'Requirements?',
      'DefaultSettings',
      'Permissions',
      'VersionOverrides?',
      'ExtendedOverrides?',
    ],
    attributes: { 'xsi:type': oneOf('TaskPaneApp') },
  },
  Id: { text: pattern(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i) },
  Version: { text: version },
  ProviderName: { text: short },
  DefaultLocale: { text: locale },
  DisplayName: localised(short),
  'OfficeApp/Description': localised(long),
  IconUrl: localised(address),
  HighResolutionIconUrl: localised(address),
  SupportUrl: localised(address),
  AppDomains: { children: ['AppDomain+'] },
  AppDomain: { text: long },
  'OfficeApp/Hosts': { children: ['Host+'] },
  'OfficeApp/Hosts/Host': { attributes: { Name: oneOf('Workbook') } },
  Requirements: { children: ['Sets?', 'Methods?'] },
  Sets: { children: ['Set+'], attributes: { DefaultMinVersion: pattern(/^\d+\.\d+$/) } },
  Set: { attributes: { Name: short, MinVersion: pattern(/^\d+\.\d+$/) } },
  DefaultSettings: { children: ['SourceLocation'] },
  'DefaultSettings/SourceLocation': localised(address),
  Permissions: {
    text: oneOf(
      'Restricted',
      'ReadDocument',
      'ReadAllDocument',
      'WriteDocument',
      'ReadWriteDocument',
    ),
  },
  'DisplayName/Override': { attributes: { Locale: locale, Value: short } },
  'Description/Override': { attributes: { Locale: locale, Value: long } },
  VersionOverrides: {
    children: [
      'Description?',
      'Requirements?',
      'Hosts',
      'Resources',
      'WebApplicationInfo?',
      'EquivalentAddins?',
    ],
    attributes: { 'xsi:type': oneOf('VersionOverridesV1_0') },
  },
  'VersionOverrides/Hosts': { children: ['Host+'] },
  'VersionOverrides/Hosts/Host': {
    children: ['Runtimes?', 'AllFormFactors?', 'DesktopFormFactor?'],
    attributes: { 'xsi:type': oneOf('Workbook') },
  },
  Runtimes: { children: ['Runtime+'] },
  Runtime: { attributes: { resid: resourceId, lifetime: oneOf('short', 'long') } },
  DesktopFormFactor: { children: ['GetStarted?', 'FunctionFile?', 'ExtensionPoint+'] },
  GetStarted: { children: ['Title', 'Description', 'LearnMoreUrl'] },
  LearnMoreUrl: reference,
  FunctionFile: reference,
  AllFormFactors: { children: ['ExtensionPoint+'] },
  'ExtensionPoint:CustomFunctions': {
    children: ['Script', 'Page', 'Metadata', 'Namespace'],
    attributes: { 'xsi:type': oneOf('CustomFunctions') },
  },
  Script: { children: ['SourceLocation'] },
  Page: { children: ['SourceLocation'] },
  Metadata: { children: ['SourceLocation'] },
  'Script/SourceLocation': reference,
  'Page/SourceLocation': reference,
  'Metadata/SourceLocation': reference,
  Namespace: reference,
  ExtensionPoint: {
    children: ['OfficeTab*', 'CustomTab*'],
    attributes: { 'xsi:type': oneOf('PrimaryCommandSurface') },
  },
  OfficeTab: { children: ['Group+'], attributes: { id: oneOf('TabHome', 'TabData', 'TabInsert') } },
  Group: { children: ['Label', 'Icon', 'Control+'], attributes: { id: short } },
  Label: reference,
  Icon: { children: ['bt:Image+'] },
  'Icon/bt:Image': {
    attributes: { size: oneOf('16', '20', '24', '32', '40', '48', '64', '80'), resid: resourceId },
  },
  Control: {
    children: ['Label', 'Supertip', 'Icon', 'Action', 'Enabled?', 'OverriddenByRibbonApi?'],
    attributes: { 'xsi:type': oneOf('Button'), id: short },
  },
  Supertip: { children: ['Title', 'Description'] },
  Title: reference,
  Description: reference,
  'Action:ShowTaskpane': {
    children: ['TaskpaneId?', 'SourceLocation', 'Title?'],
    attributes: { 'xsi:type': oneOf('ShowTaskpane') },
  },
  'Action:ExecuteFunction': {
    children: ['FunctionName'],
    attributes: { 'xsi:type': oneOf('ExecuteFunction') },
  },
  TaskpaneId: { text: short },
  'Action/SourceLocation': reference,
  FunctionName: { text: long },
  Resources: { children: ['bt:Images?', 'bt:Urls?', 'bt:ShortStrings?', 'bt:LongStrings?'] },
  'bt:Images': { children: ['bt:Image+'] },
  'bt:Images/bt:Image': resource(address),
  'bt:Urls': { children: ['bt:Url+'] },
  'bt:Url': resource(address),
  'bt:ShortStrings': { children: ['bt:String+'] },
  'bt:ShortStrings/bt:String': resource(short),
  'bt:LongStrings': { children: ['bt:String+'] },
  'bt:LongStrings/bt:String': resource(long),
  'bt:ShortStrings/bt:String/bt:Override': { attributes: { Locale: locale, Value: short } },
  'bt:LongStrings/bt:String/bt:Override': { attributes: { Locale: locale, Value: long } },
  ExtendedOverrides: { children: ['Tokens?'], attributes: { Url: address } },
};

export function childrenOf(element: Element): Element[] {
  return [...element.childNodes].filter((node): node is Element => node.nodeType === 1);
}

/** What is wrong with the element and all below it, one sentence each; nothing where all is well. */
export function problemsOf(element: Element, above = ''): string[] {
  const path = above === '' ? element.nodeName : `${above}/${element.nodeName}`;
  const rule = ruleFor(element, path);
  if (!rule) return [`${path} is not allowed here`];
  const children = childrenOf(element);
  return [
    ...orderProblems(
      children.map((child) => child.nodeName),
      rule.children ?? [],
      path,
    ),
    ...attributeProblems(element, rule.attributes ?? {}, path),
    ...textProblems(element, rule, path),
    ...children.flatMap((child) => problemsOf(child, path)),
  ];
}

function ruleFor(element: Element, path: string): Rule | undefined {
  const typed = rules[`${element.nodeName}:${element.getAttribute('xsi:type')}`];
  if (typed) return typed;
  const names = path.split('/');
  for (let from = Math.max(0, names.length - 3); from < names.length; from += 1) {
    const rule = rules[names.slice(from).join('/')];
    if (rule) return rule;
  }
  return undefined;
}

function orderProblems(
  names: readonly string[],
  allowed: readonly string[],
  path: string,
): string[] {
  let rest = names;
  for (const entry of allowed) {
    const name = entry.replace(/[?*+]$/, '');
    const sign = entry.slice(name.length);
    const most = sign === '*' || sign === '+' ? rest.length : 1;
    let count = 0;
    while (count < most && rest[count] === name) count += 1;
    if (count === 0 && (sign === '' || sign === '+'))
      return [`${path} lacks ${name} or has it too late`];
    rest = rest.slice(count);
  }
  return rest.length === 0 ? [] : [`${path}: ${rest[0]} is not allowed there`];
}

function attributeProblems(
  element: Element,
  allowed: Readonly<Record<string, Check>>,
  path: string,
): string[] {
  const given = [...element.attributes].filter(({ name }) => !name.startsWith('xmlns'));
  const missing = Object.keys(allowed).filter((name) => !element.hasAttribute(name));
  return [
    ...missing.map((name) => `${path} lacks ${name}`),
    ...given.flatMap(({ name, value }) => {
      const check = allowed[name];
      if (!check) return [`${path} must not have ${name}`];
      const problem = check(value);
      return problem ? [`${path} ${name}="${value}" ${problem}`] : [];
    }),
  ];
}

function textProblems(element: Element, rule: Rule, path: string): string[] {
  if (childrenOf(element).length > 0) return [];
  const text = element.textContent?.trim() ?? '';
  if (!rule.text) return text === '' ? [] : [`${path} must not have text`];
  const problem = rule.text(text);
  return problem ? [`${path} "${text}" ${problem}`] : [];
}
