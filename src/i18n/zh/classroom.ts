import type en from '../en/classroom.ts';

export default {} satisfies Record<keyof typeof en, string>;
