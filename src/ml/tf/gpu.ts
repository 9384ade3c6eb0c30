/** Names under which browsers draw WebGL without a GPU: SwiftShader, Mesa's llvmpipe and softpipe, Windows' WARP. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** The little of WebGL that is asked, written out: `ml` is type-checked without the types of the DOM. */
interface Gl {
  RENDERER: number;
  getParameter(name: number): unknown;
  getExtension(name: 'WEBGL_debug_renderer_info'): { UNMASKED_RENDERER_WEBGL: number } | null;
  getExtension(name: 'WEBGL_lose_context'): { loseContext(): void } | null;
}
declare const OffscreenCanvas:
  | (new (width: number, height: number) => { getContext(kind: 'webgl2', options: { failIfMajorPerformanceCaveat: boolean }): Gl | null })
  | undefined;

/** Is there a GPU that is not software? False where WebGL 2 or an off-screen canvas is missing. */
export function hasRealGpu(): boolean {
  if (typeof OffscreenCanvas === 'undefined') return false;
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (gl === null) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !SOFTWARE.test(renderer);
}
