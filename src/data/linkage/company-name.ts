/** A company's name without its legal form. */
import { plainText } from './plain-text.ts';

const CHINESE_FORM = /(?:股份|集团|控股)*(?:有限责任公司|有限公司|分公司|总公司|公司|集团|工作室|经营部|商行|个体工商户)$/;
const FORMS = new Set(
  'ltd limited inc incorporated corp corporation co company llc llp plc gmbh ag kg ohg ug bv nv sa sas sarl srl spa oy ab as aps pty pte sdn bhd kk group holding holdings the'.split(
    ' ',
  ),
);

/** `The Acme Co., Ltd.` -> `acme`; `北京金茶有限公司` -> `北京金茶`. A name that is nothing but a form stays. */
export function companyName(text: string): string {
  const plain = plainText(text.replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1').replace(/&/g, ' and '));
  const chinese = plain.replace(/\s+(?=\p{Script=Han})|(?<=\p{Script=Han})\s+/gu, '').replace(CHINESE_FORM, '');
  const words = chinese.split(' ').filter((word) => !FORMS.has(word));
  return words.join(' ') || plain;
}
