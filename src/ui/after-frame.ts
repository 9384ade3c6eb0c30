/**
 * Runs `task` once the next frames are drawn, as a task of its own: what runs inside a frame would hold the frame up, and
 * before it the page would be laid out twice. Returns a way to call it off.
 */
export function afterFrame(task: () => void, frames = 1): () => void {
  let left = frames;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = requestAnimationFrame(function next() {
    if (--left <= 0) timer = setTimeout(task);
    else frame = requestAnimationFrame(next);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
