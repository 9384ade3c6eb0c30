/** Which parts of a chance are said as reasons: the largest first, the rest as one number, so that everything still adds up. */
import type { Reason } from '../core/work.ts';

/** Words for facts that are not given as a reason to contact somebody (age, sex, origin, belief, place). */
const SENSITIVE_WORDS = new Set(
  (
    'age birth birthday birthdate dob sex gender race ethnicity ethnic religion nationality marital marriage married disability disabled pregnant senior ' +
    'place city region province state country geography postcode postal zip zipcode address'
  ).split(' '),
);
const SENSITIVE_CHINESE = /年龄|年紀|年纪|出生|生日|性别|性別|民族|种族|宗教|信仰|国籍|籍贯|婚姻|婚否|残疾|城市|省份|地区|地址|邮编|国家/;

export interface SaidReasons {
  reasons: Reason[];
  /** Sum of the effects left out. */
  otherEffect: number;
}

/** The words of a column name: `SeniorCitizen`, `customer_age` and `Marital status` alike. */
function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
}

export function isSensitive(reason: Reason): boolean {
  if (reason.feature.kind === 'order-fact') return false;
  const name = reason.feature.column;
  return SENSITIVE_CHINESE.test(name) || wordsOf(name).some((word) => SENSITIVE_WORDS.has(word));
}

/**
 * The `most` largest effects; ties keep the order given. Effects of exactly 0 are no reasons. Sensitive facts stay among
 * the rest unless nothing else has an effect.
 */
export function orderReasons(parts: readonly Reason[], most = 3): SaidReasons {
  const effective = parts.filter((part) => part.effect !== 0);
  const open = effective.filter((part) => !isSensitive(part));
  const reasons = (open.length > 0 ? open : effective).toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect)).slice(0, most);
  let otherEffect = 0;
  for (const part of parts) if (!reasons.includes(part)) otherEffect += part.effect;
  return { reasons, otherEffect };
}
