/** Postal addresses: enough of the words that streets and places end in. */
import type { MeaningDetector } from './detector.ts';

const CHINESE_PARTS = /[省市区县镇乡村路街道巷弄号栋幢楼室]/g;
const STREET =
  /\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|court|ct|square|sq|place|pl|terrace|highway|hwy|parkway|pkwy|close|crescent|rue|calle|avenida|via|piazza|rua|laan|straat)\b|(?:stra(?:ß|ss)e|str\.|weg|platz|gasse)(?=$|[\s,\d])/i;

export const address: MeaningDetector = {
  kind: 'address',
  named: /address|adresse|dirección|street|地址|住址/i,
  worth: { unnamed: 0.75, named: 0.93 },
  fits(cell, named) {
    if (cell.length < 6 || cell.length > 200) return false;
    const parts = new Set(cell.match(CHINESE_PARTS) ?? []).size;
    if (parts >= (named ? 2 : 3)) return true;
    return STREET.test(cell) && (/\d/.test(cell) || (named && cell.includes(' ')));
  },
};
