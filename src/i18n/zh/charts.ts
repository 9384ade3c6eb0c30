import type en from '../en/charts.ts';

export default {} satisfies Record<keyof typeof en, string>;
