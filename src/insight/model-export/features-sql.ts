/**
 * The facts a model learned from as one SQL query over the tables they were made of: for a team that runs the same recipe on its own
 * warehouse. Same definitions as `data/rfm.ts`, `data/customer-features.ts` and `data/link-features.ts`; NULL where those say NaN.
 * What cannot be said is named in a comment.
 */
import { isoDay } from '../../core/civil-date.ts';
import { RECENT_DAYS, type FeatureSpec, type LinkFact, type OrderFact } from '../../core/features.ts';
import { contactDayColumn } from '../../data/link-rows.ts';
import { OTHER_LEVEL } from '../../data/plan-features.ts';
import type { CustomerBase } from '../customer-base.ts';
import { asNumber, quotedName, SqlSource, sqlText } from './sql-source.ts';

interface Query {
  /** Common table expressions, in the order in which they need each other. */
  expressions: string[];
  /** Per feature; undefined = cannot be said. */
  facts: (string | undefined)[];
  customer: string | undefined;
  from: string;
  /** Said in comments at the top. */
  notes: string[];
}

/**
 * @param names column of each feature, see `featureColumns`
 * @param tableName of the customers' own table; linked tables bear their own names
 */
export function featuresSql(base: CustomerBase, features: readonly FeatureSpec[], names: readonly string[], tableName: string): string {
  const query = base.lines ? orderQuery(base, features, tableName) : customerQuery(base, features, tableName);
  const left = names.filter((_, j) => query.facts[j] === undefined);
  const selected = query.facts.flatMap((fact, j) => (fact === undefined ? [] : [`${fact} AS ${quotedName(names[j])}`]));
  return `${[
    '-- The facts a model of Regulars learned from, one row per customer. NULL = not known.',
    `-- Tables: ${[tableName, ...base.linked.map(({ name }) => name)].map(quotedName).join(', ')}. Put your own names in their place.`,
    '-- They are taken as cleaned in the app: numbers as numbers, dates as DATE, TIMESTAMP or text YYYY-MM-DD[ hh:mm:ss], empty cells NULL.',
    '-- Dialects: names stand in double quotes, as in the standard, PostgreSQL, SQLite, DuckDB, Snowflake and Oracle.',
    "--   MySQL: SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES'); CAST AS CHAR instead of VARCHAR, AS SIGNED instead of INTEGER.",
    '--   SQL Server: SET QUOTED_IDENTIFIER ON; SUBSTRING instead of SUBSTR, FLOAT instead of DOUBLE PRECISION.',
    '--   BigQuery: backticks; STRING, INT64 and FLOAT64. Oracle: MOD(a, b) instead of a % b.',
    '-- TRIM takes blanks off; the app takes off tabs and other white space as well.',
    ...query.notes.map((note) => `-- ${note}`),
    ...left.map((name) => `-- Cannot be said in SQL, and is left out: ${quotedName(name)}`),
    'WITH',
    query.expressions.join(',\n'),
    `SELECT ${[...(query.customer ? [`${query.customer} AS customer`] : []), ...selected].join(',\n  ')}`,
    query.from,
  ].join('\n')};\n`;
}

/** 1 where the word is this level; of the rare ones, where it is none of the others. */
function levelSql(word: string, level: string, features: readonly FeatureSpec[], column: string): string {
  const named = features.flatMap((one) => (one.kind === 'level' && one.column === column && one.level !== OTHER_LEVEL ? [one.level] : []));
  const test = level === OTHER_LEVEL ? `NOT IN (${named.map(sqlText).join(', ')})` : `= ${sqlText(level)}`;
  // Where every level is rare, any is another.
  if (level === OTHER_LEVEL && named.length === 0) return `CASE WHEN ${word} IS NOT NULL THEN 1 END`;
  return `CASE WHEN ${word} IS NULL THEN NULL WHEN ${word} ${test} THEN 1 ELSE 0 END`;
}

/** A fact of a column of `source`, which is joined as `at`. `back`: counts days back; `timed`: with the time of day as a fraction. */
function columnSql(
  source: SqlSource,
  at: string,
  feature: Exclude<FeatureSpec, { kind: 'order-fact' }>,
  features: readonly FeatureSpec[],
  back: (alias: string) => string,
  timed: boolean,
): string | undefined {
  const column = source.column(feature.column);
  if (!column) return undefined;
  const of = (alias: string) => `${at}.${alias}`;
  const { kind, name } = column;
  if (feature.kind === 'level') return levelSql(of(source.word(name)), feature.level, features, name);
  const isDay = kind === 'date' || kind === 'datetime';
  if (feature.kind === 'was-missing') {
    const value = kind === 'number' ? source.number(name) : kind === 'boolean' ? source.yesNo(name) : isDay ? source.day(name, timed && kind === 'datetime') : source.word(name); // prettier-ignore
    return `CASE WHEN ${of(value)} IS NULL THEN 1 ELSE 0 END`;
  }
  if (kind === 'number') return of(source.number(name));
  if (kind === 'boolean') return of(source.yesNo(name));
  return isDay ? back(source.day(name, timed && kind === 'datetime')) : undefined;
}

function customerQuery({ table, roles }: CustomerBase, features: readonly FeatureSpec[], tableName: string): Query {
  const source = new SqlSource('r_source', tableName, table);
  const dates = new Set<string>();
  const facts = features.map((feature) => {
    if (feature.kind === 'order-fact') return undefined;
    return columnSql(
      source,
      's',
      feature,
      features,
      (alias) => {
        dates.add(alias);
        return `l.${alias} - s.${alias}`;
      },
      true,
    );
  });
  const customer = source.column(roles.who) && roles.who ? `s.${source.word(roles.who)}` : undefined;
  const latest = [...dates].map((alias) => `MAX(${alias}) AS ${alias}`);
  return {
    expressions: [
      source.toSql(),
      ...(latest.length > 0 ? [`-- Dates are counted back from the latest one of their column.\nr_latest AS (SELECT ${latest.join(', ')} FROM r_source)`] : []), // prettier-ignore
    ],
    facts,
    customer,
    from: `FROM r_source s${latest.length > 0 ? ' CROSS JOIN r_latest l' : ''}`,
    notes: customer ? [] : ['The table has no column with a number for each customer: rows come without one.'],
  };
}

/** Each is worked out of the expressions below, under the names `o` (orders), `d` (days), `p` (products), `a` (as of) and `g` (everybody's gap). */
const USUAL = 'COALESCE(u.gap, g.gap)';
const AVERAGE = 'CASE WHEN o.purchases = 0 THEN o.returned / o.returns ELSE o.spent / NULLIF(o.known, 0) END';
const RECENCY = '(a.day - COALESCE(d.last_bought, d.last_day))';
const ORDER_FACTS: Record<OrderFact, string> = {
  recency: RECENCY,
  frequency: 'o.purchases',
  monetary: 'CASE WHEN o.known + o.returns > 0 THEN COALESCE(o.spent, 0) + COALESCE(o.returned, 0) END',
  'average-order': AVERAGE,
  tenure: '(a.day - COALESCE(d.first_bought, d.first_day))',
  'usual-gap': USUAL,
  lateness: `${RECENCY} / ${USUAL}`,
  'gap-trend': `CASE WHEN w.gap IS NULL THEN 1 ELSE w.gap / ${USUAL} END`,
  'amount-trend': `CASE WHEN COALESCE(${AVERAGE}, 0) = 0 THEN 1 ELSE m.amount / (${AVERAGE}) END`,
  'recent-orders': 'o.recent',
  products: 'COALESCE(p.products, 0)',
  returns: 'o.returns',
};

function orderQuery(base: CustomerBase, features: readonly FeatureSpec[], tableName: string): Query {
  const { table, roles, facts: known } = base;
  const source = new SqlSource('r_source', tableName, table);
  const who = source.word(roles.who ?? roles.name ?? '');
  const day = source.day(roles.when ?? '');
  const amountColumn = source.column(roles.amount);
  const [quantity, price] = [source.column(roles.quantity), source.column(roles.price)];
  const amount =
    amountColumn?.kind === 'number'
      ? source.number(amountColumn.name)
      : quantity?.kind === 'number' && price?.kind === 'number'
        ? source.product(quantity.name, price.name)
        : undefined;
  const order = source.column(roles.orderId) && roles.orderId ? source.word(roles.orderId) : 'NULL';
  const product = source.column(roles.product) && roles.product ? source.word(roles.product) : 'NULL';
  const isBought = '(amount IS NULL OR amount >= 0)';
  const median = (by: string | undefined) =>
    [
      `SELECT ${by ? `${by}, ` : ''}AVG(gap) AS gap`,
      `  FROM (SELECT ${by ? `${by}, ` : ''}gap, ROW_NUMBER() OVER (${by ? `PARTITION BY ${by} ` : ''}ORDER BY gap) AS place,`,
      `    COUNT(*) OVER (${by ? `PARTITION BY ${by}` : ''}) AS gaps FROM r_gaps WHERE gap IS NOT NULL) ranked`,
      `  WHERE 2 * place IN (gaps, gaps + 1, gaps + 2)${by ? ` GROUP BY ${by}` : ''}`,
    ].join('\n  ');
  const links = linkParts(base, features);
  const asOf = known.asOfDay ?? 0;
  const expressions = [
    `-- The day the facts speak of, as days since 1970-01-01: ${isoDay(asOf)}. Nothing after it is looked at.\nr_as_of AS (SELECT ${asOf} AS day)`,
    source.toSql(),
    `r_lines AS (
  SELECT s.${who} AS customer, ${order === 'NULL' ? asText : `s.${order}`} AS order_id, ${product === 'NULL' ? asText : `s.${product}`} AS product,
    ${amount ? `s.${amount}` : asNumber('NULL')} AS amount, s.${day} AS day
  FROM r_source s CROSS JOIN r_as_of a
  WHERE s.${who} IS NOT NULL AND s.${day} <= a.day
)`,
    `-- Lines of one order: same customer and order number; without a number, same customer and day. Below zero it is a return.
r_orders AS (
  SELECT customer, order_id, MIN(day) AS day, SUM(amount) AS amount
  FROM r_lines
  GROUP BY customer, order_id, CASE WHEN order_id IS NULL THEN day END
)`,
    `r_totals AS (
  SELECT customer,
    SUM(CASE WHEN ${isBought} THEN 1 ELSE 0 END) AS purchases,
    SUM(CASE WHEN amount < 0 THEN 1 ELSE 0 END) AS returns,
    SUM(CASE WHEN amount >= 0 THEN 1 ELSE 0 END) AS known,
    SUM(CASE WHEN amount >= 0 THEN amount END) AS spent,
    SUM(CASE WHEN amount < 0 THEN amount END) AS returned,
    SUM(CASE WHEN ${isBought} AND r_orders.day > a.day - ${RECENT_DAYS} THEN 1 ELSE 0 END) AS recent
  FROM r_orders CROSS JOIN r_as_of a
  GROUP BY customer
)`,
    `r_days AS (
  SELECT customer, MIN(day) AS first_day, MAX(day) AS last_day,
    MIN(CASE WHEN ${isBought} THEN day END) AS first_bought, MAX(CASE WHEN ${isBought} THEN day END) AS last_bought
  FROM r_orders
  GROUP BY customer
)`,
    `-- Days between one buying day and the one before.
r_gaps AS (
  SELECT customer, day, ${asNumber('day - LAG(day) OVER (PARTITION BY customer ORDER BY day)')} AS gap
  FROM (SELECT DISTINCT customer, day FROM r_orders WHERE ${isBought}) bought
)`,
    `r_usual AS (\n  ${median('customer')}\n)`,
    `r_shop AS (\n  ${median(undefined)}\n)`,
    `r_last_gap AS (
  SELECT customer, gap FROM (SELECT customer, gap, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY day DESC) AS place FROM r_gaps) ranked
  WHERE place = 1
)`,
    `-- Of two orders of one day the later number counts as the last.
r_last_amount AS (
  SELECT customer, amount FROM (
    SELECT customer, amount, ROW_NUMBER() OVER (
      PARTITION BY customer ORDER BY CASE WHEN amount < 0 THEN 1 ELSE 0 END, day DESC, order_id DESC) AS place
    FROM r_orders WHERE amount IS NOT NULL) ranked
  WHERE place = 1
)`,
    `r_products AS (
  SELECT customer, COUNT(DISTINCT product) AS products FROM r_lines WHERE ${isBought} GROUP BY customer
)`,
    ...links.expressions,
  ];
  return {
    expressions,
    facts: features.map((feature, j) => (feature.kind === 'order-fact' ? ORDER_FACTS[feature.fact] : links.facts[j])),
    customer: 'o.customer',
    from: [
      'FROM r_totals o CROSS JOIN r_as_of a',
      '  JOIN r_days d ON d.customer = o.customer',
      '  LEFT JOIN r_usual u ON u.customer = o.customer',
      '  CROSS JOIN r_shop g',
      '  LEFT JOIN r_last_gap w ON w.customer = o.customer',
      '  LEFT JOIN r_last_amount m ON m.customer = o.customer',
      '  LEFT JOIN r_products p ON p.customer = o.customer',
      ...links.joins,
    ].join('\n'),
    notes: ['Customers who were said to be one person are one only where the table gives them one number.', ...links.notes],
  };
}

const asText = 'CAST(NULL AS VARCHAR(400))';

interface LinkParts {
  expressions: string[];
  joins: string[];
  notes: string[];
  facts: (string | undefined)[];
}

/** Facts from other tables about the same customers. */
function linkParts({ linked }: CustomerBase, features: readonly FeatureSpec[]): LinkParts {
  const facts: (string | undefined)[] = features.map(() => undefined);
  const parts: LinkParts = { expressions: [], joins: [], notes: [], facts };
  linked.forEach((link, n) => {
    // Whose key is another column of the orders: which of its values a customer has, only the order of rows says.
    if (link.keyOf) return;
    const at = `x${n}`;
    const source = new SqlSource(`r_link_${n}`, link.name, link.table);
    if (link.role === 'interactions') {
      const own = features.flatMap((one, j) => (one.kind === 'column' && one.link?.table === link.name ? [j] : []));
      const when = contactDayColumn(link.table, link.roles);
      if (own.length === 0 || !when || !source.column(link.key)) return;
      const [key, day] = [source.word(link.key), source.day(when.name)];
      parts.expressions.push(
        source.toSql(),
        `r_contacts_${n} AS (
  SELECT s.${key} AS customer, COUNT(*) AS contacts, MAX(s.${day}) AS last_day,
    SUM(CASE WHEN s.${day} > a.day - ${RECENT_DAYS} THEN 1 ELSE 0 END) AS recent
  FROM r_link_${n} s CROSS JOIN r_as_of a
  WHERE s.${day} <= a.day
  GROUP BY s.${key}
)`,
      );
      parts.joins.push(`  LEFT JOIN r_contacts_${n} ${at} ON ${at}.customer = o.customer`);
      const sql: Partial<Record<LinkFact, string>> = {
        contacts: `COALESCE(${at}.contacts, 0)`,
        'recent-contacts': `COALESCE(${at}.recent, 0)`,
        'contact-recency': `a.day - ${at}.last_day`,
      };
      for (const j of own) {
        const feature = features[j];
        if (feature.kind === 'column' && feature.link) facts[j] = sql[feature.link.fact];
      }
      return;
    }
    // What tickets and deals say goes by more than one day a row: named as not said.
    if (link.role !== 'customers' || !source.column(link.key)) return;
    let used = false;
    features.forEach((feature, j) => {
      if (feature.kind === 'order-fact' || ('link' in feature && feature.link) || facts[j] !== undefined) return;
      const said = columnSql(
        source,
        at,
        feature,
        features,
        (alias) => `CASE WHEN ${at}.${alias} <= a.day THEN a.day - ${at}.${alias} END`,
        false,
      );
      if (said === undefined) return;
      facts[j] = said;
      used = true;
    });
    if (!used) return;
    const key = source.word(link.key);
    parts.expressions.push(source.toSql());
    parts.joins.push(`  LEFT JOIN r_link_${n} ${at} ON ${at}.${key} = o.customer`);
    parts.notes.push(`${quotedName(link.name)} must have one row for each ${quotedName(link.key)}: the app takes the last one.`);
  });
  return parts;
}
