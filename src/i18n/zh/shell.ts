import type en from '../en/shell.ts';

export default {} satisfies Record<keyof typeof en, string>;
