import type en from '../en/today.ts';

export default {} satisfies Record<keyof typeof en, string>;
