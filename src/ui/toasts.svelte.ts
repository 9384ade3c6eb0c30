/** Short messages that confirm and undo. Errors are cards in place, never only toasts. */

export interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}

const SHOWN_MS = 10_000;
const state = $state<{ toasts: Toast[] }>({ toasts: [] });
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let lastId = 0;

export function toasts(): readonly Toast[] {
  return state.toasts;
}

export function notify(message: { text: string; undo?: () => void }): void {
  const toast = { id: ++lastId, ...message };
  state.toasts = [...state.toasts.slice(-2), toast];
  resumeToast(toast.id);
}

export function dismissToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  state.toasts = state.toasts.filter((toast) => toast.id !== id);
}

/** While the pointer or the focus rests on a toast it stays. */
export function holdToast(id: number): void {
  clearTimeout(timers.get(id));
}

export function resumeToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.set(
    id,
    setTimeout(() => dismissToast(id), SHOWN_MS),
  );
}

/** Undoes what the newest toast with an undo speaks of. Returns whether there was one. */
export function undoNewest(): boolean {
  const toast = state.toasts.findLast(({ undo }) => undo);
  if (!toast) return false;
  dismissToast(toast.id);
  toast.undo?.();
  return true;
}
