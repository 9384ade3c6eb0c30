/** An address as words that are spelt one way. */
import { plainText } from './plain-text.ts';

const SHORT: Record<string, string> = {
  street: 'st', str: 'st', avenue: 'ave', av: 'ave', road: 'rd', drive: 'dr', place: 'pl', court: 'ct', crescent: 'cr', cres: 'cr',
  circuit: 'cct', close: 'cl', lane: 'ln', terrace: 'tce', boulevard: 'blvd', parkway: 'pkwy', highway: 'hwy', square: 'sq', way: 'wy',
  north: 'n', south: 's', east: 'e', west: 'w', northeast: 'ne', northwest: 'nw', southeast: 'se', southwest: 'sw',
  apartment: 'apt', unit: 'apt', suite: 'ste', floor: 'fl', building: 'bldg', room: 'rm', mount: 'mt', saint: 'st', fort: 'ft',
  first: '1', second: '2', third: '3', fourth: '4', fifth: '5', sixth: '6', seventh: '7', eighth: '8', ninth: '9', tenth: '10',
}; // prettier-ignore

/**
 * `12 North Main Street` -> 12 n main st; `1st` -> 1. Chinese runs are cut after 省市区县镇乡街道路巷弄号楼室: 上海市 静安区 南京西路
 * 1266 号 (without the unit signs of levels that are often left out: 上海, 静安).
 */
export function addressWords(text: string): string[] {
  return plainText(text)
    .replace(/(?<=\p{Script=Han})(?=[\da-z])|(?<=[\da-z])(?=\p{Script=Han})/gu, ' ')
    .split(' ')
    .flatMap((word) => (/\p{Script=Han}/u.test(word) ? chineseParts(word) : [latinWord(word)]))
    .filter((word) => word !== '');
}

function latinWord(word: string): string {
  const bare = word.replace(/^(\d+)(?:st|nd|rd|th)$/, '$1');
  return Object.hasOwn(SHORT, bare) ? SHORT[bare] : bare;
}

function chineseParts(run: string): string[] {
  const parts = run.match(/[^省市区县镇乡街道路巷弄号楼室]+[省市区县镇乡街道路巷弄号楼室]+|[^省市区县镇乡街道路巷弄号楼室]+$/gu) ?? [];
  return parts.map((part) => part.replace(/(?<=.)[省市区县号楼室]+$/u, ''));
}
