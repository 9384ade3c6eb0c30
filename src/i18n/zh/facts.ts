import type en from '../en/facts.ts';

export default {} satisfies Record<keyof typeof en, string>;
