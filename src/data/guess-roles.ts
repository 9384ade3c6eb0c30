/** Which columns say who, when and how much: pre-filled from names (English, Chinese) and values, for the person to confirm. */
import type { CellMeaning, CellType, ColumnReport, ReadReport } from '../core/reading.ts';
import type { RoleGuess, RoleName, Roles, RowShape } from '../core/recipe.ts';
import { nameWords } from './header-words.ts';

interface RolePattern {
  role: RoleName;
  /** The whole name, lower case without separators, best first. */
  exact: RegExp[];
  /** Somewhere in the name; weaker. */
  part?: RegExp;
  types: readonly CellType[];
  not?: RegExp;
}

const TEXT: readonly CellType[] = ['id', 'category', 'text'];
const ANY_ID: readonly CellType[] = ['id', 'category', 'text', 'number'];
const MONEY: readonly CellType[] = ['number', 'money'];
const DAYS: readonly CellType[] = ['date', 'datetime'];

const PATTERNS: readonly RolePattern[] = [
  {
    role: 'who',
    exact: [/^(customer|client|user|member|buyer|shopper|account|guest|contact|cust|passenger|patient|lead|prospect)(id|no|num|number|code|key|uniqueid)$/, /^(客户|会员|顾客|用户|买家)(编号|编码|号|号码|id|卡号|账号|代码)$/, /^(会员卡号|卡号|emp?id)$/, /^(customer|client|user|member|buyer|客户|会员|顾客|用户|买家|cid|uid)$/],
    part: /customer.*id|client.*(id|num)|userid|memberid|(客户|会员|顾客|用户|买家).*(编号|编码|号|id)/,
    types: ANY_ID,
  },
  {
    role: 'name',
    exact: [/^(customer|client|user|member|buyer|full|contact)?names?$/, /^(客户|会员|顾客|用户|买家|联系人|收货人)(姓名|名称|名字|名)$/, /^(姓名|名字|客户|顾客|联系人|收货人|收件人|昵称)$/, /^(surname|lastname|firstname|customer)$/],
    part: /(客户|会员|顾客|用户|买家).*(名|姓名)|customer.*name/,
    types: TEXT,
    not: /product|item|dish|category|brand|store|city|country|file|user.*agent|商品|产品|品名|菜/,
  },
  { role: 'phone', exact: [/^(phone|mobile|telephone|tel|cell|cellphone|contactnumber|phonenumber|mobilenumber|whatsapp)(no|number)?$/, /^(手机|电话|联系电话|手机号|手机号码|电话号码|联系方式|会员手机|客户电话|顾客电话)$/], part: /phone|mobile|手机|电话/, types: ANY_ID, not: /service|plan|calls?|minutes|model|brand|品牌|型号/ },
  { role: 'email', exact: [/^(e?mail|emailaddress|mailaddress|邮箱|电子邮箱|电子邮件|邮件)$/], part: /email|邮箱/, types: TEXT, not: /donot|opt|sent|open|click/ },
  {
    role: 'when',
    exact: [/^(order|invoice|purchase|transaction|trans|sale|sales|payment|pay|booking|visit|checkout)(date|time|datetime|day|ed?at|timestamp)$/, /^(下单|订单|购买|交易|消费|支付|付款|成交|销售|开票|结账|用餐|点餐)(日期|时间|日)$/, /^(date|datetime|time|day|timestamp|日期|时间|日)$/, /^created(at|on|time|date)?$/],
    part: /date|time|日期|时间/,
    types: DAYS,
    not: /birth|dob|ship|deliver|due|update|modif|expire|join|signup|register|生日|出生|发货|到货|注册|到期|更新|入会|加入|开卡|办卡/,
  },
  {
    role: 'amount',
    exact: [/^(order|invoice|sales?|purchase|transaction|total|line|net|gross|payment|paid|grand)?(amount|total|value|revenue|sum|paid)$/,
      /^(total|order|line|net|gross|payment|paid|transaction|purchase|invoice|sales?)price$/,
      /^(dollar|monetary|basket)s?(value|amount)$/, /^(total)?(amount|sales|revenue|spend|spent|paid|payment|turnover)(usd|eur|gbp|cny|rmb|total)?$/, /^(订单|实付|实收|支付|付款|消费|交易|成交|销售|总|合计|应付|应收)?(金额|总额|总价|款|额|实付)$/, /^(实付|实收|小计|合计|总价|金额元|营业额|expenditure|dollars)$/],
    part: /amount|revenue|sales|金额|实付|销售额|expenditure|spent/,
    types: MONEY,
    not: /unit|per|discount|tax|qty|quantity|count|freight|shipping|单价|数量|折扣|优惠|税|运费|成本|cost|profit|利润/,
  },
  { role: 'quantity', exact: [/^(quantity|qty|units|pieces|count|orderquantity|itemcount|orderedqty|counts)$/, /^(数量|件数|购买数量|销量|份数|个数|商品数量)$/], part: /quantity|qty|^numberof|数量/, types: ['number'] },
  { role: 'price', exact: [/^(unitprice|price|itemprice|priceeach|sellingprice|unitcost|amounts)$/, /^(单价|价格|售价|商品单价|商品价格)$/], part: /price|单价|价格/, types: MONEY, not: /total|总/ },
  { role: 'orderId', exact: [/^(order|invoice|transaction|trans|receipt|bill|ticket|basket|purchase|sales?)(id|no|num|number|code|key|ref|reference)$/, /^(订单|单据|交易|流水|小票|账单|销售单|发票)(编号|编码|号|号码|id|单号)$/, /^(单号|订单|invoice|order)$/], part: /orderid|invoiceno|订单.*号|单号/, types: ANY_ID, not: /快递|物流|运单/ },
  { role: 'product', exact: [/^(product|item|article|goods|dish|dishes|sku)?(name|title)$/, /^(商品|产品|货品|菜品|服务|项目|宝贝)(名称|名|标题)?$/, /^(description|product|item|品名|菜名|货名|宝贝|dishesname)$/, /^(sku|stockcode|(product|item|dishes)(id|code|no)|商品(编号|编码|id|代码)|货号)$/], part: /product.*name|item.*name|商品|产品/, types: TEXT, not: /customer|客户|category|type|类别|分类|数量|quantity|price|url/ },
]; // prettier-ignore

/** Columns that customer tables are usually asked about, and the value that means "yes". */
const TARGETS: readonly { name: RegExp; yes?: RegExp; place?: 'last'; numeric?: true }[] = [
  {
    name: /^(is|has|customer)?(churn|churned|churnflag|churnlabel|churnvalue|attrition|attritionflag|attrited|exited|left|lost|canceled|cancelled|unsubscribed)$/,
    yes: /^(attrited.*|churned|left|lost)$/i,
  },
  { name: /^(是否)?(客户|会员|用户)?(已)?(流失|离网|离职|退订|流失标记|流失客户)(与否)?$/, yes: /^(流失|已流失|是)$/ },
  { name: /^(y|target|label|class|outcome|response|default)$/, place: 'last' },
  {
    name: /^(is|has)?(purchased|purchase|bought|buy|converted|conversion|subscribed|responded|revenue|accepted|deposit|clicked|click|booked|renewed|defaulted|survived)$/,
    yes: /^(purchased|converted|subscribed)$/i,
  },
  { name: /^(是否|会)?(已|曾)?(购买|买|下单|成交|转化|复购|回购|续费|响应|订阅|点击|违约)过?(与否|意向)?$/ },
  { name: /^是否.+$/, place: 'last' },
  { name: /^(target|label|class|outcome|response|income|status)$/ },
  { name: /churn|attrition|exited|流失|conversion|purchased/, yes: /^(attrited.*|churned|left)$/i },
  {
    name: /^(charges|spend|spending|spent|clv|ltv|customervalue|lifetimevalue|totalspend|medv|quality|消费金额|消费额|年消费|年消费额|客户价值)$/,
    numeric: true,
  },
];

const YES = /^(yes|true|1|1\.0|y|是|√|会|已.+|>50k\.?|positive|good)$/i;

interface Candidate {
  role: RoleName;
  column: ColumnReport;
  score: number;
  because: RoleGuess['because'];
}

export function guessRoles(report: ReadReport): { guesses: RoleGuess[]; roles: Roles } {
  const taken = new Set<number>();
  const chosen = new Map<RoleName, Candidate>();
  const candidates = PATTERNS.flatMap((pattern) =>
    report.columns.map((column) => candidateFor(pattern, column)).filter((found) => found !== undefined),
  ).sort((a, b) => b.score - a.score);
  for (const candidate of candidates) {
    if (taken.has(candidate.column.index) || chosen.has(candidate.role)) continue;
    chosen.set(candidate.role, candidate);
    taken.add(candidate.column.index);
  }
  addByValues(report, chosen, taken);
  const target = targetOf(report, taken);
  const rowShape = shapeOfRows(report, chosen, target);
  if (rowShape === 'customer') {
    for (const role of ['when', 'amount', 'quantity', 'price', 'orderId', 'product'] as const) chosen.delete(role);
  } else {
    if (chosen.has('amount')) {
      // An amount makes quantity times price unnecessary, but they stay known columns.
    } else if (chosen.has('price') && !chosen.has('quantity')) {
      const price = chosen.get('price');
      if (price) chosen.set('amount', { ...price, role: 'amount', score: 0.8 * price.score });
      chosen.delete('price');
    }
  }
  // Without a named id: in a customer table any column with a different value in every row, else the name.
  const name = chosen.get('name');
  if (!chosen.has('who') && rowShape === 'customer') {
    const unique = report.columns.find(
      ({ index, reading, distinct }) => reading.type === 'id' && !taken.has(index) && distinct >= Math.min(report.rowCount, 10_000),
    );
    if (unique && report.rowCount > 1) chosen.set('who', { role: 'who', column: unique, score: 0.6, because: 'values' });
  }
  if (!chosen.has('who')) {
    const stand = name ?? chosen.get('phone') ?? chosen.get('email');
    if (stand) chosen.set('who', { ...stand, role: 'who', score: 0.8 * stand.score });
  }
  const roles: Roles = { rowShape };
  const guesses: RoleGuess[] = [];
  for (const { role, column, score, because } of chosen.values()) {
    roles[role] = column.name;
    guesses.push({ role, column: column.name, confidence: Math.round(100 * Math.min(1, score)) / 100, because });
  }
  if (rowShape === 'customer' && target) {
    roles.target = target.column.name;
    if (target.yes !== undefined) roles.targetYes = target.yes;
    guesses.push({ role: 'target', column: target.column.name, confidence: target.score, because: 'name-and-values' });
  }
  return { guesses, roles };
}

/** Name without separators, lower case. */
function compact(name: string): string {
  return name.toLowerCase().replace(/[\s_\-./()（）#:：]+/g, '');
}

function candidateFor({ role, exact, part, types, not }: RolePattern, column: ColumnReport): Candidate | undefined {
  if (!types.includes(column.reading.type) || column.valid === 0) return undefined;
  const name = compact(column.name);
  if (not?.test(name) || speaksAgainst(role, column)) return undefined;
  const rank = exact.findIndex((pattern) => pattern.test(name));
  let score = rank >= 0 ? 0.98 - 0.04 * rank : part?.test(name) ? 0.6 : 0;
  if (score === 0) return undefined;
  const filled = column.valid / Math.max(1, column.valid + column.missing + column.odd);
  score *= 0.8 + 0.2 * filled;
  if ((role === 'who' || role === 'orderId') && column.distinct < 2) return undefined;
  const isMeant = MEANT[role] !== undefined && column.meaning?.kind === MEANT[role];
  return { role, column, score, because: isMeant || role === 'when' || types.length === 1 ? 'name-and-values' : 'name' };
}

/** What the values of a role are about. */
const MEANT: Partial<Record<RoleName, CellMeaning>> = { phone: 'phone', email: 'email', name: 'person-name' };

/** Mail addresses under 联系方式 are no phone numbers; addresses and links are nobody's name. */
function speaksAgainst(role: RoleName, { meaning }: ColumnReport): boolean {
  if (!meaning || meaning.score < 0.8 || meaning.kind === MEANT[role]) return false;
  switch (role) {
    case 'phone':
    case 'email':
      return meaning.kind !== 'person-name';
    case 'name':
      return meaning.kind !== 'address' || !meaning.named;
    case 'product':
      return meaning.kind === 'email' || meaning.kind === 'phone' || meaning.kind === 'url';
    default:
      return false;
  }
}

/** Dates, mail addresses and phone numbers are known by their values, whatever the column is called. */
function addByValues(report: ReadReport, chosen: Map<RoleName, Candidate>, taken: Set<number>): void {
  const free = (): ColumnReport[] => report.columns.filter(({ index, valid }) => !taken.has(index) && valid > 0);
  const choose = (role: RoleName, column: ColumnReport | undefined, because: RoleGuess['because']): void => {
    if (!column || chosen.has(role)) return;
    chosen.set(role, { role, column, score: because === 'only-one' ? 0.6 : 0.7, because });
    taken.add(column.index);
  };
  /** The column that means it most surely; where the name is silent, its rows should mostly differ. */
  const meaning = (kind: CellMeaning): ColumnReport | undefined =>
    free()
      .filter((column) => column.meaning?.kind === kind)
      .sort((a, b) => (b.meaning?.score ?? 0) - (a.meaning?.score ?? 0))
      .at(0);
  choose('email', meaning('email'), 'values');
  choose('phone', meaning('phone'), 'values');
  choose('name', meaning('person-name'), 'values');
  const days = free().filter(
    (column) => DAYS.includes(column.reading.type) && !PATTERNS.some(({ role, not }) => role === 'when' && not?.test(compact(column.name))),
  );
  if (days.length === 1) choose('when', days[0], 'only-one');
  if (!chosen.has('when') || chosen.has('amount') || chosen.has('price')) return;
  // Dated rows with just one column of money, or of numbers with cents.
  const money = free().filter(({ reading }) => reading.type === 'money');
  const cents = free().filter(({ reading, firstRead }) => reading.type === 'number' && firstRead.some((value) => value.includes('.')));
  const only = money.length > 0 ? money : cents;
  if (only.length === 1) choose('amount', only[0], 'only-one');
}

interface Target {
  column: ColumnReport;
  yes?: string;
  score: number;
}

function targetOf(report: ReadReport, taken: ReadonlySet<number>): Target | undefined {
  const last = report.columns.findLast(({ valid }) => valid > 0);
  for (const [rank, { name, yes, place, numeric }] of TARGETS.entries()) {
    // The last column of that name: targets stand at the end of a table.
    for (const column of report.columns.toReversed()) {
      if (taken.has(column.index) || !name.test(compact(column.name)) || (place === 'last' && column !== last)) continue;
      const isNumeric = column.reading.type === 'number' || column.reading.type === 'money';
      const isTwofold = column.distinct === 2;
      if (numeric ? !isNumeric || isTwofold : !isTwofold) continue;
      return { column, yes: isTwofold ? yesValue(column, yes) : undefined, score: Math.round(100 * (0.95 - 0.05 * rank)) / 100 };
    }
  }
  return undefined;
}

/** The value of a two-valued column that means "yes": by its word, else the rarer one. */
function yesValue(column: ColumnReport, preferred: RegExp | undefined): string | undefined {
  const values = column.values?.map(({ value }) => value) ?? [column.lowest ?? '', column.highest ?? ''];
  return values.find((value) => preferred?.test(value)) ?? values.find((value) => YES.test(value)) ?? values.at(-1);
}

/** Orders repeat their customers and have a date; customer tables have a row per customer, or something to predict. */
/** In fewer rows than this, customers may each come once by chance. */
const ENOUGH_ROWS = 20;

function shapeOfRows(report: ReadReport, chosen: ReadonlyMap<RoleName, Candidate>, target: Target | undefined): RowShape {
  const who = chosen.get('who') ?? chosen.get('name') ?? chosen.get('phone') ?? chosen.get('email');
  const isOrder =
    chosen.has('when') &&
    (chosen.has('amount') || chosen.has('price') || chosen.has('orderId') || chosen.has('product') || chosen.has('quantity'));
  if (target && !isOrder) return 'customer';
  const mostlyOnce = who !== undefined && who.column.distinct >= 0.98 * Math.min(report.rowCount, 10_000);
  if (target && mostlyOnce) return 'customer';
  // A day but nothing that an order has, and a customer key that never comes twice: the day belongs to the customer.
  if (!isOrder && mostlyOnce && report.rowCount >= ENOUGH_ROWS) return 'customer';
  if (chosen.has('when')) return 'order';
  return nameWords(chosen.get('orderId')?.column.name ?? '').length > 0 && chosen.has('amount') ? 'order' : 'customer';
}
