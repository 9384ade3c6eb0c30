import type en from '../en/results.ts';

export default {} satisfies Record<keyof typeof en, string>;
