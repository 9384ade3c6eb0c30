/**
 * Names under which columns that know the answer are carried, in English and Chinese. A name proves nothing: a column so
 * called is asked about, unless it says itself that it is some model's output.
 */

/** What a name speaks of: another model's output; the outcome itself; something written down during or after the contact. */
export type TellingName = 'model-output' | 'outcome' | 'afterwards';

/** Read with blanks for `_`, `-`, `.` and between camelCase words, in lower case. */
const PATTERNS: readonly [TellingName, RegExp][] = [
  ['model-output', /\bnaive bayes\b|\b(predicted|prediction|y pred|y hat|predict proba|propensity score)\b/],
  ['model-output', /\b(churn|attrition|purchase|conversion|lead|target) (score|prob|probability|pred|risk)\b/],
  ['model-output', /预测(概率|结果|值|标签)|(流失|购买|成交|转化)(概率|评分|得分|预测|风险)|模型(评分|得分|输出)/],
  ['outcome', /\b(churn|churned|attrition|outcome|result|cancel\w*|cancellation|terminat\w*|exited|closed won|closed lost)\b/],
  [
    'outcome',
    /(?<!\b(marital|civil|employment|work|housing) )\bstatus\b|\b(reason (for )?(leaving|churn|loss)|(leaving|exit|end|close) date|lost reason)\b/,
  ],
  ['outcome', /流失|结果|(?<!婚姻|就业|工作|在职)状态|取消|注销|退订|解约|离开原因|终止/],
  // The length of a call is known when it is over, and calls to people who say yes are long.
  [
    'afterwards',
    /^((last|call|talk|contact|conversation) )*(duration|call length|talk time|call seconds|call minutes)( (s|sec|seconds|min|minutes))?$/,
  ],
  // Set by the person who made the contact.
  ['afterwards', /^(tags?|labels?|lead (quality|profile|stage|grade)|disposition|follow ?up (note|result)|sales notes?|remarks?)$/],
  ['afterwards', /^last (notable )?activity$/],
  ['afterwards', /通话(时长|时间|秒数)|跟进(结果|记录|备注)|(客户|线索)?(标签|打标)|(线索|意向)(质量|等级|评级)|销售备注|最近(一次)?活动/],
];

/** When, why or as what somebody left: there is nothing to write before. */
const WRITTEN_WHEN_GONE = /\b(churn|attrition) (reason|category|label|value|flag|date|count\w*)\b|流失(原因|类别|标签|标记|日期|时间)/;

/** Is the name alone enough to set the column aside? Names of an outcome are also those of ordinary columns, and are not. */
export function isNamedAfterwards(name: string): boolean {
  return tellingName(name)?.kind === 'afterwards' || WRITTEN_WHEN_GONE.test(plainName(name));
}

export function tellingName(name: string): { kind: TellingName; word: string } | undefined {
  const plain = plainName(name);
  for (const [kind, pattern] of PATTERNS) {
    const found = pattern.exec(plain);
    if (found) return { kind, word: found[0] };
  }
  return undefined;
}

/** Does the name hold the answer's whole name, and more? Short names are in everything. */
export function isNamedAfter(name: string, target: string): boolean {
  const [plain, answer] = [plainName(name), plainName(target)];
  const least = /\p{Script=Han}/u.test(answer) ? 2 : 4;
  return answer.length >= least && plain !== answer && (` ${plain} `.includes(` ${answer} `) || (least === 2 && plain.includes(answer)));
}

function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[\s_.\-/()]+/g, ' ')
    .trim()
    .toLowerCase();
}
