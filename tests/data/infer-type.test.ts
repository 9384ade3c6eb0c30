import { describe, expect, it } from 'vitest';
import { planColumn } from '../../src/data/infer-type.ts';

const habits = { decimal: '.', isDecimalProved: false, dateOrder: 'dmy' } as const;
const plan = (name: string, ...cells: string[]) => planColumn(name, cells, habits, {});
const typeOf = (name: string, ...cells: string[]): string => plan(name, ...cells).reading.type;

describe('what a sample says about its column', () => {
  it('needs 95 of 100 cells to read as numbers', () => {
    const numbers = Array.from({ length: 95 }, (_, i) => String(i));
    expect(typeOf('v', ...numbers, 'a', 'b', 'c', 'd', 'e')).toBe('number');
    expect(typeOf('v', ...numbers, 'a', 'b', 'c', 'd', 'e', 'f')).toBe('text');
  });

  it('takes the decimal mark that more cells prove', () => {
    expect(plan('v', '1,5', '2,25', '1,280').reading).toMatchObject({ type: 'number', decimal: ',' });
    expect(plan('v', '1,280', '1,281.5').reading).toMatchObject({ type: 'number', decimal: '.' });
    expect(planColumn('v', ['1.280'], { ...habits, decimal: ',' }, {}).reading.decimal).toBe(',');
  });

  it.each([
    'CustomerID',
    'order_no',
    'Invoice No.',
    'zip',
    'PostCode',
    'phone',
    'mobile number',
    'StockCode',
    '订单号',
    '会员编号',
    '手机',
    '客户',
    'User ID',
    'id2',
    'CLIENTNUM',
  ])('takes whole numbers under %j for ids', (name) => expect(typeOf(name, '17850', '13047', '12583')).toBe('id'));

  it.each([
    'quantity',
    'Number of orders',
    'num_calls',
    'amount',
    '数量',
    '订单数',
    'age',
    'Phone calls',
    'video',
    'noise',
    'paid',
    'No of items',
    '信用额度',
  ])('leaves whole numbers under %j numbers', (name) => expect(typeOf(name, '3', '12', '7')).toBe('number'));

  it('strips the .0 of ids only', () => {
    expect(plan('CustomerID', '17850.0', '13047.0')).toMatchObject({ reading: { type: 'id' }, stripZero: true });
    expect(plan('amount', '17850.0', '13047.0')).toMatchObject({ reading: { type: 'number' }, stripZero: false });
    expect(plan('CustomerID', '17850.5', '13047.0').reading.type).toBe('number');
  });

  it('tells two-digit years that come first by their lack of variety', () => {
    expect(plan('day', '24/01/03', '24/01/17', '24/02/09', '23/12/28').reading).toMatchObject({ type: 'date', dateOrder: 'ymd' });
    expect(plan('day', '03/01/24', '17/01/24', '09/02/24', '28/12/23').reading).toMatchObject({ type: 'date', dateOrder: 'dmy' });
  });

  it('follows the person’s choice whatever the cells say', () => {
    expect(planColumn('v', ['abc'], habits, { type: 'number', decimal: ',' })).toMatchObject({
      reading: { type: 'number', decimal: ',' },
    });
  });
});
