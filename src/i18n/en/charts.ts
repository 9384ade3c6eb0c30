export default {
  tenthOfRange: 'Tenth of the range',
  rows: 'Rows',

  calibrationTitleAll: 'When it says 7 in 10, it is about 7 in 10',
  calibrationTitleMost: 'Its chances mostly come true',
  calibrationTitleFew: 'Its chances are often off',
  calibrationSummary: '{holding} of {total} groups lie where they should, within what chance allows. Dots on the line: exactly as said.',
  calibrationGiven: 'It said, of 10',
  calibrationCame: 'It came true, of 10',
  calibrationSaid: 'It said',
  calibrationTrue: 'Came true',
  calibrationRows: 'Customers in each group, from left to right: {rows}',
  calibrationRange: 'Could be',
  customers: 'Customers',
  ofTen: '{n} in 10',
  ofTenRange: '{low} to {high} in 10',

  importanceTitle: '{fact} matters most',
  importanceTitleNone: 'No single fact matters much',
  importanceSummary:
    'How much worse the answers get when one fact is shuffled among the customers of the test. The thin line: what chance allows.',
  importanceFact: 'Fact',
  importanceLoss: 'Answers get worse by',
  importanceOthers: 'and {n} more {n|fact|facts}, together {value}',

  gainsTitle: 'The first {k} of the list hold {found} of {positives}',
  gainsTitlePlain: 'How many you reach, the further down you go',
  gainsSummary: 'The steeper, the better. Grey is the list at random, dashed is the simple rule.',
  gainsContacted: 'Customers contacted',
  gainsFound: 'Found among them',
  rankedBy: 'Ranked by',
  model: 'This model',
  rule: 'Simple rule',
  random: 'At random',
  yours: 'Your {k}',

  rocTitle: 'Ranks a yes above a no {n} times in 100',
  rocSummary: 'ROC curve: the further up and left, the better. The diagonal is luck (50 times in 100).',
  rocFalse: 'False alarms, share of all no',
  rocTrue: 'Found, share of all yes',

  drawing: 'Drawing the chart',
} as const;
