import { homes, mayImport, siblings } from './arrows.ts';
import type { Import } from './imports.ts';

/** Each broken rule of the house as one sentence; none when the house is in order. */
export function brokenRules(imports: readonly Import[]): readonly string[] {
  return imports.flatMap((one) => [...brokenArrow(one), ...brokenHome(one), ...brokenSibling(one)]);
}

const roomOf = (file: string): string => file.split('/')[0] ?? '';
const isSpec = (file: string): boolean => file.endsWith('.spec.ts');

function brokenArrow({ from, to, isPackage }: Import): readonly string[] {
  if (isPackage) return [];
  if (to.startsWith('../')) return [`${from} leaves src for ${to}`];
  const [room, target] = [roomOf(from), roomOf(to)];
  if (mayImport[room] === undefined) return [`${from} stands in ${room}, which is no room of the house`];
  return room === target || mayImport[room].includes(target) ? [] : [`${from} (${room}) may not import ${to} (${target})`];
}

function brokenHome({ from, to, isPackage }: Import): readonly string[] {
  if (!isPackage || isSpec(from)) return [];
  return homes
    .filter((home) => home.package.test(to) && !home.rooms.some((room) => from.startsWith(`${room}/`)))
    .map((home) => `${from} imports ${to}, whose home is ${home.rooms.join(', ')}`);
}

function brokenSibling({ from, to, isPackage }: Import): readonly string[] {
  if (isPackage) return [];
  return siblings
    .filter(({ folder }) => from.startsWith(`${folder}/`) && to.startsWith(`${folder}/`))
    .filter(({ folder, shared }) => {
      const [one, other] = [childOf(folder, from), childOf(folder, to)];
      return one !== other && !shared.includes(one) && !shared.includes(other) && isFolder(folder, from) && isFolder(folder, to);
    })
    .map(({ folder }) => `${from} imports its sibling ${to} in ${folder}`);
}

const childOf = (folder: string, file: string): string => file.slice(folder.length + 1).split('/')[0] ?? '';
const isFolder = (folder: string, file: string): boolean => file.slice(folder.length + 1).includes('/');
