import type { Package, Relationship } from './package.ts';
import { children, type Element, relationshipId } from './xml.ts';

// A sheet that was copied needs its own drawing, charts and notes: two sheets may not share them.

/** Read only, and shared by all who show them. */
const shared = /\/(?:image|hyperlink|oleObject|package|control|ctrlProp)$/u;
/** Belongs to one sheet, and is copied. What is neither is left behind. */
const owned =
  /\/(?:drawing|vmlDrawing|comments|chart|chartEx|chartStyle|chartColorStyle|chartUserShapes|themeOverride|printerSettings|diagram\w+)$/u;

/**
 * Copies the parts that belong to a part, under new paths and the same relationship ids. Gives the new
 * paths.
 */
export function copyRelated(pack: Package, from: string, to: string): string[] {
  const paths: string[] = [];
  const copied = pack.relationships(from).flatMap((relationship): Relationship[] => {
    if (relationship.isExternal || shared.test(relationship.type)) return [relationship];
    if (!owned.test(relationship.type) || !pack.has(relationship.target)) return [];
    const [target, ...others] = copyPart(pack, relationship.target);
    paths.push(target, ...others);
    return [{ ...relationship, target }];
  });
  pack.setRelationships(to, copied);
  return paths;
}

function copyPart(pack: Package, path: string): [string, ...string[]] {
  const [, stem = path, extension = ''] = /^(.*?)\d*(\.\w+)$/u.exec(path) ?? [];
  const copy = pack.newPath(stem, extension);
  pack.copy(path, copy);
  return [copy, ...copyRelated(pack, path, copy)];
}

/** Takes away what refers to relationships that are not there: an extension, else the element itself. */
export function dropDangling(root: Element, ids: ReadonlySet<string>): void {
  const refers = (element: Element): boolean => {
    const id = relationshipId(element);
    return (id !== undefined && !ids.has(id)) || children(element).some(refers);
  };
  for (const element of children(root)) {
    const isList = element.localName === 'extLst';
    if (!refers(element)) continue;
    if (!isList) root.removeChild(element);
    else for (const one of children(element).filter(refers)) element.removeChild(one);
    if (isList && children(element).length === 0) root.removeChild(element);
  }
}
