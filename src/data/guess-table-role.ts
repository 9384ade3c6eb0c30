/** What a table holds: one row per customer, order, contact, product, deal or ticket. From names (English, Chinese) and values. */
import type { TableRole } from '../core/dataset.ts';
import type { ColumnReport } from '../core/reading.ts';

/** Signs in a column's name, lower case without separators. Each role counts a sign once, however many columns bear it. */
const SIGNS: Record<TableRole, readonly RegExp[]> = {
  customers: [
    /^(age|gender|sex|birth.*|dob|年龄|性别|生日|出生.*)$/,
    /^(city|country|province|region|state|address|zip.*|城市|省份?|地区|地址|国家|邮编)$/,
    /^(level|tier|segment|membership.*|vip.*|等级|会员等级|会员级别|级别|客户类型)$/,
    /^(phone|mobile|tel.*|email|手机.*|电话|联系电话|邮箱)$/,
    /signup|join(ed)?(date|at|on)?$|register|注册|入会|开卡/,
    /^(income|salary|job|occupation|education|marital.*|收入|职业|学历|婚姻.*)$|churn|流失/,
  ],
  orders: [
    /^(order|invoice|transaction|receipt|bill|basket)(id|no|num|number|code)?$|订单|单号|流水|小票/,
    /amount|total|revenue|price|paid|spent|sales|expenditure|金额|实付|总价|单价|销售额/,
    /quantity|qty|counts?$|数量|件数/,
    /(order|invoice|purchase|transaction|payment|sale).*(date|time|at)$|下单|购买(日期|时间)|消费(日期|时间)|付款|结账/,
    /^(product|item|sku|stockcode|dish).*|商品|菜品|品名/,
  ],
  interactions: [
    /channel|medium|source$|渠道|来源|媒介/,
    /^(event|action|activity|interaction|contact|touchpoint)(type|name|id|date|time)?$|互动|行为|事件|触达/,
    /call|visit|click|open|page|view|session|browse|message|sms|chat|通话|拜访|浏览|点击|访问|短信|聊天|回访/,
    /duration|seconds|response|reply|feedback|rating|satisfaction|nps|csat|时长|回复|反馈|评价|满意度/,
    /campaign|活动|营销/,
  ],
  products: [
    /^(product|item|sku|goods|stock)(id|code|no|name)?$|商品|产品|货号|品名|品类/,
    /category|brand|类别|分类|品牌/,
    /stock|inventory|库存|在库/,
    /^(cost|unitprice|listprice|price|单价|售价|成本|定价)$/,
    /barcode|weight|size|colou?r|条码|重量|规格|颜色/,
  ],
  deals: [
    /deal|opportunity|pipeline|商机|机会/,
    /^(sales?)?stage$|阶段|销售阶段/,
    /probability|forecast|概率|可能性|赢率/,
    /clos(e|ing)(d)?(date|at|on)?$|expectedclose|预计成交|成交日期|签约/,
    /won|lost|赢单|输单|owner|salesrep|负责人/,
  ],
  tickets: [
    /ticket|case(id|no|number)$|工单/,
    /complaint|issue|problem|投诉|问题|故障/,
    /^(subject|summary|description)$|主题|描述/,
    /priority|urgency|severity|sla|优先级|紧急/,
    /^(status|resolution|resolved.*|closedat|assignee|agent)$|状态|解决|处理人|客服/,
  ],
};

/** Of so many columns that describe a person, where no column is a day, the rows are persons. */
const FEWEST_TRAITS = 3;
const TRAIT =
  /^(?:age|gender|sex|dob|birth.*|job|occupation|profession|education|marital.*|income|salary|estimatedsalary|nationality|race|ethnicity|height|weight|年龄|性别|生日|职业|学历|婚姻.*|收入|民族)$/;

/** What else the values must be like: a role without it counts half. */
const NEEDS: Record<TableRole, (table: Look) => boolean> = {
  customers: ({ hasOwnKey, hasMoney, hasDay, traits }) => (hasOwnKey || (traits >= FEWEST_TRAITS && !hasDay)) && !(hasMoney && hasDay),
  orders: ({ hasDay, hasMoney }) => hasDay && hasMoney,
  interactions: ({ hasDay, hasMoney }) => hasDay && !hasMoney,
  products: ({ hasOwnKey, hasDay, people }) => hasOwnKey && !hasDay && !people,
  deals: ({ hasMoney }) => hasMoney,
  tickets: ({ hasDay, hasMoney }) => hasDay && !hasMoney,
};

interface Look {
  /** Some id, or the name of a person, is another one in every row. */
  hasOwnKey: boolean;
  hasDay: boolean;
  hasMoney: boolean;
  /** Columns that speak of people. */
  people: boolean;
  /** Number of columns that describe one: age, job, marital status ... */
  traits: number;
}

const MONEY_NAME = /amount|total|revenue|price|paid|spent|sales|expenditure|value|金额|实付|总价|单价|销售额/;
const PERSON_NAME = /customer|client|member|user|phone|mobile|email|age$|gender|客户|会员|顾客|用户|手机|年龄|性别/;

export interface RoleOfTable {
  role: TableRole;
  /** Share of this role's points among all roles' points, 0..1. */
  confidence: number;
}

/** The most likely role. A table without any sign is `customers` where every row has its own key, else `orders`, at confidence 0. */
export function guessTableRole(columns: readonly ColumnReport[], rowCount: number): RoleOfTable {
  const names = columns.map(({ name }) => name.toLowerCase().replace(/[\s_\-./()（）#:：]+/g, ''));
  const isDate = ({ reading: { type } }: ColumnReport) => type === 'date' || type === 'datetime';
  const look: Look = {
    hasOwnKey: columns.some(
      ({ reading: { type }, distinct }) => (type === 'id' || type === 'text') && distinct >= 0.95 * Math.min(rowCount, 10_000),
    ),
    hasDay: columns.some((column, i) => isDate(column) && !/birth|dob|生日|出生|signup|join|register|注册|入会/.test(names[i])),
    hasMoney: columns.some(({ reading: { type } }, i) => type === 'money' || (type === 'number' && MONEY_NAME.test(names[i]))),
    people: names.some((name) => PERSON_NAME.test(name)),
    traits: names.filter((name) => TRAIT.test(name)).length,
  };
  // "Revenue: yes or no" holds no money.
  const amounts = names.filter((_, i) => columns[i].reading.type !== 'boolean');
  const points = (Object.keys(SIGNS) as TableRole[]).map((role) => {
    const told = role === 'orders' ? amounts : names;
    const signs = SIGNS[role].filter((sign) => told.some((name) => sign.test(name))).length;
    return { role, points: (signs + (signs > 0 ? 1 : 0)) * (NEEDS[role](look) ? 1 : 0.5) };
  });
  const best = points.reduce((a, b) => (b.points > a.points ? b : a));
  if (best.points === 0) return { role: look.hasOwnKey ? 'customers' : 'orders', confidence: 0 };
  return { role: best.role, confidence: best.points / points.reduce((sum, one) => sum + one.points, 0) };
}
