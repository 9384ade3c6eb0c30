import type en from '../en/privacy.ts';

export default {} satisfies Record<keyof typeof en, string>;
