/** Where a lesson stands: first, back, step, last, play with a speed, scrub. Reduced motion does not change it: frames jump anyway. */
import type { Frame } from './lesson.ts';

export const SPEEDS = [0.5, 1, 2, 4] as const;
const STEP_MS = 1400;

export class Player<F extends Frame> {
  #frames = $state.raw<readonly F[]>([]);
  #at = $state(0);
  #playing = $state(false);
  #timer: ReturnType<typeof setInterval> | undefined;
  speed = $state<number>(1);

  /** Replaces the recording; `at` is clamped to it. */
  load(frames: readonly F[], at = 0): void {
    this.pause();
    this.#frames = frames;
    this.#at = Math.max(0, Math.min(at, frames.length - 1));
  }

  get frame(): F | undefined {
    return this.#frames[this.#at];
  }
  get at(): number {
    return this.#at;
  }
  get last(): number {
    return Math.max(0, this.#frames.length - 1);
  }
  get playing(): boolean {
    return this.#playing;
  }

  go(to: number): void {
    this.#at = Math.max(0, Math.min(to, this.last));
    if (this.#at === this.last) this.pause();
  }

  play(): void {
    if (this.#at === this.last) this.#at = 0;
    this.#playing = true;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.go(this.#at + 1), STEP_MS / this.speed);
  }

  pause(): void {
    this.#playing = false;
    clearInterval(this.#timer);
  }

  toggle(): void {
    if (this.#playing) this.pause();
    else this.play();
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    if (this.#playing) this.play();
  }

  /** Arrow keys, Home, End, Space. True when the key was ours. */
  key(key: string): boolean {
    switch (key) {
      case 'ArrowLeft':
        this.go(this.#at - 1);
        return true;
      case 'ArrowRight':
        this.go(this.#at + 1);
        return true;
      case 'Home':
        this.go(0);
        return true;
      case 'End':
        this.go(this.last);
        return true;
      case ' ':
        this.toggle();
        return true;
      default:
        return false;
    }
  }
}
