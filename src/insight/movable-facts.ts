/**
 * Which facts about a customer anybody could change, and which way. Said here as data: what lies in the past, who somebody is and
 * where they come from do not move, so no advice may rest on them.
 */
import type { FeatureSpec, LinkFact, OrderFact } from '../core/features.ts';

export type Movement = 'up' | 'down' | 'both' | 'none';

/** Another order makes the last one more recent; what was bought, spent or brought back before stays. Lateness follows by itself. */
const ORDER_FACTS: Record<OrderFact, Movement> = {
  recency: 'down',
  'recent-orders': 'up',
  products: 'up',
  monetary: 'up',
  frequency: 'none',
  'average-order': 'none',
  tenure: 'none',
  'usual-gap': 'none',
  lateness: 'none',
  'gap-trend': 'none',
  'amount-trend': 'none',
  returns: 'none',
};

/** Somebody can be spoken to, and what they complain of can be settled; what they complained of and whether they signed is past. */
const LINK_FACTS: Record<LinkFact, Movement> = {
  contacts: 'up',
  'recent-contacts': 'up',
  'contact-recency': 'down',
  tickets: 'none',
  'recent-tickets': 'none',
  'open-tickets': 'down',
  'ticket-recency': 'none',
  'deals-won': 'none',
  'deals-lost': 'none',
  'open-deal-value': 'none',
  'deal-recency': 'none',
};

/** Columns, by their names as words. */
const COLUMNS: readonly { names: RegExp; moves: Movement }[] = [
  // Who somebody is.
  {
    names:
      /\b(age|aged|birth|born|dob|gender|sex|race|ethnic\w*|nationality|native|citizen\w*|religion|senior)\b|年龄|岁|出生|生日|性别|民族|国籍|籍贯|宗教/i,
    moves: 'none',
  },
  // Family, schooling, work and means: not for a shop to change.
  {
    names:
      /\b(marital|married|relationship|partner|spouse|family|sib\w*|parch|child\w*|dependents?|education\w*|degree|school\w*|occupation|job|work\w*|income|salary|wage|credit ?score|housing|loan|default)\b|婚|配偶|家庭|子女|孩子|学历|教育|职业|收入|工资|薪|信用分|房贷/i,
    moves: 'none',
  },
  // Who and where.
  {
    names:
      /\b(id|name|phone|e?mail|address|city|state|province|region|country|zip|post ?code|postal\w*|latitude|longitude)\b|编号|姓名|电话|手机|邮箱|地址|城市|省|地区|国家|邮编/i,
    moves: 'none',
  },
  // What has been for so long already.
  {
    names: /\b(tenure|since|seniority|membership|registered|joined|first|years?|months?)\b|注册|加入|首次|年限|月数|工龄|会龄/i,
    moves: 'none',
  },
  // What only grows.
  { names: /\b(total|cumulative|lifetime|so far|to date)\b|累计|总/i, moves: 'up' },
];

/** camelCase and snake_case as words. */
const asWords = (name: string): string => name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replace(/[_\-./]+/g, ' ');

export function movementOf(feature: FeatureSpec): Movement {
  switch (feature.kind) {
    case 'order-fact':
      return ORDER_FACTS[feature.fact];
    case 'was-missing':
      return 'none';
    case 'column':
      if (feature.link) return LINK_FACTS[feature.link.fact];
      // Dates, counted in days: they are past.
      if (feature.unit === 'days') return 'none';
      break;
    case 'level':
  }
  return COLUMNS.find(({ names }) => names.test(asWords(feature.column)))?.moves ?? 'both';
}
