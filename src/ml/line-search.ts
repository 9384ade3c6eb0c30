/**
 * Line search of Moré & Thuente 1994 (doi:10.1145/192115.192132), with the branches and constants of MINPACK-2's `dcsrch`
 * and `dcstep` as used inside L-BFGS-B 3.0: following them exactly is what makes iteration counts agree with SciPy's.
 */

/** One point of a line: step length, function value, slope. */
interface Point {
  step: number;
  value: number;
  slope: number;
}

const SUFFICIENT_DECREASE = 1e-3;
const CURVATURE = 0.9;
const RELATIVE_WIDTH = 0.1;
const LONGEST = 1e10;

/** Ask `next` with value and slope at the current `step`, until it says true: then `step` is the answer. */
export class LineSearch {
  step: number;
  private readonly start: Point;
  private readonly testSlope: number;
  private best: Point;
  private other: Point;
  private bracketed = false;
  private firstStage = true;
  private width = LONGEST;
  private widthBefore = 2 * LONGEST;
  private low = 0;
  private high: number;

  constructor(value: number, slope: number, firstStep: number) {
    this.start = { step: 0, value, slope };
    this.testSlope = SUFFICIENT_DECREASE * slope;
    this.best = this.start;
    this.other = this.start;
    this.step = firstStep;
    this.high = 5 * firstStep;
  }

  next(value: number, slope: number): boolean {
    const { step, start, testSlope } = this;
    const test = start.value + step * testSlope;
    if (this.firstStage && value <= test && slope >= 0) this.firstStage = false;
    if (this.isDone(value, slope, test)) return true;
    // While the decrease is not enough, the interval is moved by the function minus its test line.
    const tilt = this.firstStage && value <= this.best.value && value > test ? testSlope : 0;
    const tilted = (p: Point): Point => ({ step: p.step, value: p.value - p.step * tilt, slope: p.slope - tilt });
    const straight = (p: Point): Point => ({ step: p.step, value: p.value + p.step * tilt, slope: p.slope + tilt });
    this.update(tilted(this.best), tilted(this.other), tilted({ step, value, slope }));
    if (tilt !== 0) [this.best, this.other] = [straight(this.best), straight(this.other)];
    this.narrow();
    return false;
  }

  private isDone(value: number, slope: number, test: number): boolean {
    const { step, low, high } = this;
    if (this.bracketed && (step <= low || step >= high || high - low <= RELATIVE_WIDTH * high)) return true;
    if (step === LONGEST && value <= test && slope <= this.testSlope) return true;
    if (step === 0 && (value > test || slope >= this.testSlope)) return true;
    return value <= test && Math.abs(slope) <= CURVATURE * -this.start.slope;
  }

  private update(best: Point, other: Point, trial: Point): void {
    const { step, bracketed } = safeguardedStep(best, other, trial, this.bracketed, this.low, this.high);
    this.bracketed = bracketed;
    if (trial.value > best.value) [this.best, this.other] = [best, trial];
    else [this.best, this.other] = [trial, trial.slope * Math.sign(best.slope) < 0 ? best : other];
    this.step = step;
  }

  private narrow(): void {
    const { best, other } = this;
    if (this.bracketed) {
      if (Math.abs(other.step - best.step) >= 0.66 * this.widthBefore) this.step = best.step + 0.5 * (other.step - best.step);
      this.widthBefore = this.width;
      this.width = Math.abs(other.step - best.step);
      this.low = Math.min(best.step, other.step);
      this.high = Math.max(best.step, other.step);
    } else {
      this.low = this.step + 1.1 * (this.step - best.step);
      this.high = this.step + 4 * (this.step - best.step);
    }
    this.step = Math.min(LONGEST, Math.max(0, this.step));
    const stuck = this.step <= this.low || this.step >= this.high || this.high - this.low <= RELATIVE_WIDTH * this.high;
    if (this.bracketed && stuck) this.step = best.step;
  }
}

/** Next step from cubic and quadratic interpolation, four cases by what the trial shows (`dcstep`). */
function safeguardedStep(best: Point, other: Point, trial: Point, bracketed: boolean, low: number, high: number) {
  const turned = trial.slope * Math.sign(best.slope) < 0;
  const secant = trial.step + (trial.slope / (trial.slope - best.slope)) * (best.step - trial.step);
  if (trial.value > best.value) {
    // Higher value: the minimum is bracketed.
    const { theta, gamma } = cubic(best, trial, trial.step < best.step, false);
    const r = (gamma - best.slope + theta) / (gamma - best.slope + gamma + trial.slope);
    const cubicStep = best.step + r * (trial.step - best.step);
    const parabola = best.slope / ((best.value - trial.value) / (trial.step - best.step) + best.slope) / 2;
    const quadratic = best.step + parabola * (trial.step - best.step);
    const cubicNearer = Math.abs(cubicStep - best.step) < Math.abs(quadratic - best.step);
    return { step: cubicNearer ? cubicStep : cubicStep + (quadratic - cubicStep) / 2, bracketed: true };
  }
  if (turned) {
    // Lower value, slope of the other sign: bracketed.
    const { theta, gamma } = cubic(best, trial, trial.step > best.step, false);
    const r = (gamma - trial.slope + theta) / (gamma - trial.slope + gamma + best.slope);
    const cubicStep = trial.step + r * (best.step - trial.step);
    const cubicFarther = Math.abs(cubicStep - trial.step) > Math.abs(secant - trial.step);
    return { step: cubicFarther ? cubicStep : secant, bracketed: true };
  }
  if (Math.abs(trial.slope) < Math.abs(best.slope)) {
    // Lower value, same sign, flatter: the cubic may have no minimum on this side.
    const { theta, gamma } = cubic(best, trial, trial.step > best.step, true);
    const r = (gamma - trial.slope + theta) / (gamma + (best.slope - trial.slope) + gamma);
    const cubicStep = r < 0 && gamma !== 0 ? trial.step + r * (best.step - trial.step) : trial.step > best.step ? high : low;
    const cubicNearer = Math.abs(cubicStep - trial.step) < Math.abs(secant - trial.step);
    if (!bracketed) return { step: Math.max(low, Math.min(high, cubicNearer ? secant : cubicStep)), bracketed };
    const limit = trial.step + 0.66 * (other.step - trial.step);
    const nearer = cubicNearer ? cubicStep : secant;
    return { step: trial.step > best.step ? Math.min(limit, nearer) : Math.max(limit, nearer), bracketed };
  }
  // Lower value, same sign, not flatter.
  if (!bracketed) return { step: trial.step > best.step ? high : low, bracketed };
  const { theta, gamma } = cubic(other, trial, trial.step > other.step, false);
  const r = (gamma - trial.slope + theta) / (gamma - trial.slope + gamma + other.slope);
  return { step: trial.step + r * (other.step - trial.step), bracketed };
}

/** Cubic through value and slope of two points: its theta and (signed) gamma. */
function cubic(a: Point, b: Point, negative: boolean, clamp: boolean): { theta: number; gamma: number } {
  const theta = (3 * (a.value - b.value)) / (b.step - a.step) + a.slope + b.slope;
  const s = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));
  const inside = (theta / s) ** 2 - (a.slope / s) * (b.slope / s);
  const gamma = s * Math.sqrt(clamp ? Math.max(0, inside) : inside);
  return { theta, gamma: negative ? -gamma : gamma };
}
