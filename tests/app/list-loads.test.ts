import { describe, expect, it } from 'vitest';
import { listLoads } from '../../src/app/list-loads.ts';

const origin = 'http://localhost:4173';

describe('list loads', () => {
  it('tells own addresses from others and counts them', () => {
    const loads = listLoads([`${origin}/a.js`, `${origin}/a.js`, `${origin}/b.wasm`, 'https://example.com/x'], origin);
    expect(loads.own).toEqual([
      { address: '/a.js', times: 2 },
      { address: '/b.wasm', times: 1 },
    ]);
    expect(loads.others).toEqual([{ address: 'https://example.com/x', times: 1 }]);
    expect(loads.total).toBe(4);
  });

  it('is not fooled by an address that only begins like ours', () => {
    expect(listLoads(['http://localhost:41730/a'], origin).others).toHaveLength(1);
    expect(listLoads(['http://localhost.evil.example:4173/a'], origin).others).toHaveLength(1);
  });

  it('leaves out what never was a load', () => {
    expect(listLoads(['blob:http://localhost:4173/1', 'data:,x', 'https://example.com/'], origin, ['https://example.com/'])).toEqual({
      own: [],
      others: [],
      total: 0,
    });
  });
});
