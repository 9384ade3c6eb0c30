import type en from '../en/errors.ts';

export default {} satisfies Record<keyof typeof en, string>;
