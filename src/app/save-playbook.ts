/** A changed playbook is a new version; the former one comes back by saving it again. */
import { parsePlaybook } from '../agent/parse-rule.ts';
import type { Playbook } from '../core/work.ts';
import { refreshSession, session, writableStore } from './session.svelte.ts';

/** Saves `changed` as the next version. Errors: `bad-rule` with the path of what is wrong. */
export async function savePlaybook(changed: Playbook): Promise<Playbook> {
  const playbook = parsePlaybook({ ...changed, version: (session.playbook?.version ?? 0) + 1, updatedAt: Date.now() });
  await (await writableStore()).write([{ kind: 'playbook', put: playbook }]);
  await refreshSession();
  return playbook;
}
