import { describe, expect, it } from 'vitest';
import type { Column, Table } from '../../src/core/column.ts';
import { valueColumn } from '../../src/insight/customer-value.ts';

const number = (name: string, unit?: string): Column => ({ kind: 'number', name, values: Float64Array.of(1), ...(unit && { unit }) });
const table = (...columns: Column[]): Table => ({
  rowCount: 1,
  columns,
  sourceLine: new Uint32Array(1),
  hashHigh: new Uint32Array(1),
  hashLow: new Uint32Array(1),
});
const nameIn = (...columns: Column[]) => valueColumn(table(...columns), { rowShape: 'customer' })?.name;

describe('what a customer is worth', () => {
  it('is the column with that role, whatever it is called', () => {
    expect(valueColumn(table(number('x'), number('Revenue')), { rowShape: 'customer', amount: 'x' })?.name).toBe('x');
  });

  it('is what they pay each month, else what they have paid', () => {
    expect(nameIn(number('tenure'), number('TotalCharges'), number('MonthlyCharges'))).toBe('MonthlyCharges');
    expect(nameIn(number('Customer_Age'), number('Total_Trans_Amt'), number('Total_Trans_Ct'))).toBe('Total_Trans_Amt');
    expect(nameIn(number('年龄'), number('累计消费'))).toBe('累计消费');
  });

  it('is not a salary, a limit, a ratio, a count, or what is to be predicted', () => {
    expect(
      nameIn(number('EstimatedSalary'), number('Credit_Limit'), number('Total_Amt_Chng_Q4_Q1'), number('spend', '%'), number('消费次数')),
    ).toBeUndefined();
    expect(valueColumn(table(number('spend')), { rowShape: 'customer', target: 'spend' })).toBeUndefined();
    expect(valueColumn(table(number('spend')), { rowShape: 'customer', ignored: ['spend'] })).toBeUndefined();
  });
});
