import type en from '../en/charts.ts';

export default {
  tenthOfRange: '范围十等分',
  rows: '行数',

  calibrationTitleAll: '它说每10位有7位，实际也差不多',
  calibrationTitleMost: '它给出的可能性大多应验',
  calibrationTitleLittle: '检验人数太少，看不出可能性是否应验',
  calibrationTitleFew: '它给出的可能性常有偏差',
  calibrationSummary: '{total}组中有{holding}组在合理波动范围内。落在斜线上表示与预测完全一致。',
  calibrationGiven: '预测每10位几位',
  calibrationCame: '实际每10位几位',
  calibrationSaid: '预测',
  calibrationTrue: '实际',
  calibrationRows: '各组客户数（从左到右）：{rows}',
  calibrationRange: '可能范围',
  customers: '客户数',
  ofTen: '每10位{n}位',
  ofTenRange: '每10位{low}～{high}位',

  importanceTitle: '最重要的是“{fact}”',
  importanceTitleNone: '没有哪个特征特别重要',
  importanceSummary: '把某个特征在测试客户之间打乱后，预测变差多少。细线表示偶然波动的范围。',
  importanceFact: '特征',
  importanceLoss: '打乱后变差',
  importanceOthers: '另有{n}个特征，合计{value}',

  gainsTitle: '名单前{k}位包含{positives}位中的{found}位',
  gainsTitlePlain: '联系得越多，能找到多少',
  gainsSummary: '曲线越陡越好。灰线是随机联系，虚线是简单规则。',
  gainsContacted: '联系的客户数',
  gainsFound: '其中找到',
  rankedBy: '排序依据',
  model: '本模型',
  rule: '简单规则',
  random: '随机',
  yours: '你的{k}位',

  rocTitle: '100次中有{n}次把“是”排在“否”前面',
  rocSummary: 'ROC曲线：越靠左上越好。对角线相当于碰运气（100次中50次）。',
  rocFalse: '误报占全部“否”的比例',
  rocTrue: '找到占全部“是”的比例',

  drawing: '正在绘图',
} satisfies Record<keyof typeof en, string>;
