/**
 * Columns that know the answer because they were written after it, or by somebody's model of it. A model that is given one
 * of them looks brilliant and is useless: it is set aside and shown.
 */
import type { Question } from '../core/recipe.ts';
import { mean, midranks, sum } from '../core/stats.ts';

/** Outputs of a model, reasons and dates of leaving, under the names under which public churn tables carry them. */
const TELLING_NAMES = [
  /naive[ _]bayes/i,
  /\b(churn|attrition)[ _-]*(score|prob\w*|pred\w*|risk|reason|category|label|value|flag|date|count\w*)/i,
  /\b(pred(icted|iction)?|prob(ability)?)[ _-]*(of[ _-]*)?(churn|attrition|purchase|target)/i,
  /流失(概率|评分|得分|预测|风险|原因|类别|标签|标记|日期|时间)/,
  /预测(概率|结果|值)/,
];

/** One column alone separating yes from no beyond this is not a fact about the customer; R2 for amounts. */
const TELLING_AUC = 0.995;
const TELLING_R2 = 0.995;
/** With fewer answers of either kind a perfect separation may be luck. */
const FEWEST_ANSWERS = 20;

export function hasTellingName(name: string): boolean {
  return TELLING_NAMES.some((pattern) => pattern.test(name));
}

/**
 * @param features the columns of the feature matrix that were made from one column of the table
 * @param y 0/1 or amounts, NaN = unknown
 */
export function givesAnswerAway(features: readonly Float64Array[], y: Float64Array, kind: Question['kind']): boolean {
  return features.some((values) => {
    const known = (_: number, row: number) => !Number.isNaN(values[row]) && !Number.isNaN(y[row]);
    const [x, answers] = [values.filter(known), y.filter(known)];
    return kind === 'amount' ? squaredCorrelation(x, answers) > TELLING_R2 : separation(x, answers) > TELLING_AUC;
  });
}

/** AUC in the better direction; 0 with too few answers of a kind. */
function separation(x: Float64Array, y: Float64Array): number {
  const yes = sum(y);
  const no = y.length - yes;
  if (yes < FEWEST_ANSWERS || no < FEWEST_ANSWERS) return 0;
  const auc = x.every((value) => value === 0 || value === 1) ? flagArea(x, y, yes, no) : rankArea(x, y, yes, no);
  return Math.max(auc, 1 - auc);
}

/** AUC of a column of zeros and ones: share of ones among yes against their share among no. */
function flagArea(x: Float64Array, y: Float64Array, yes: number, no: number): number {
  let onesOfYes = 0;
  for (let i = 0; i < x.length; i++) onesOfYes += x[i] * y[i];
  return (1 + onesOfYes / yes - (sum(x) - onesOfYes) / no) / 2;
}

/** AUC from midranks (Mann & Whitney 1947). */
function rankArea(x: Float64Array, y: Float64Array, yes: number, no: number): number {
  const ranks = midranks(x);
  let rankSum = 0;
  for (let i = 0; i < x.length; i++) rankSum += ranks[i] * y[i];
  return (rankSum - (yes * (yes + 1)) / 2) / (yes * no);
}

function squaredCorrelation(x: Float64Array, y: Float64Array): number {
  if (x.length < 2 * FEWEST_ANSWERS) return 0;
  const [mx, my] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xx += (x[i] - mx) ** 2;
    yy += (y[i] - my) ** 2;
    xy += (x[i] - mx) * (y[i] - my);
  }
  return xx > 0 && yy > 0 ? (xy * xy) / (xx * yy) : 0;
}
