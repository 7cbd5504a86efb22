/**
 * A connection feeds several projects. That one of them cannot be read any more makes the connection Limited and no
 * worse, and it stays so while the others go on well: what stands is told by the last run of each link.
 */
import type { Failure } from '../../preload/contract/index.ts'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import type { StoreClient } from '../store/api.ts'

/** Failures that concern the project that was asked for, not the connection. */
const aboutOneProject: readonly FailureCode[] = ['project-not-visible', 'project-archived', 'jira-forbidden']

/**
 * What stands against one of the connection's projects; null when nothing does (or the store does not answer).
 * @param besides a link whose own state is just being told.
 */
export async function standingFailure(
  store: StoreClient,
  connectionId: string,
  besides?: string
): Promise<Failure | null> {
  const links = await store.listLinks({ connectionId })
  if (!links.ok) return null
  for (const link of links.value) {
    if (link.id === besides) continue
    const last = await store.lastRun({ linkId: link.id })
    const why = last.ok ? (last.value?.failure ?? null) : null
    if (why && aboutOneProject.includes(why.code)) return why
  }
  return null
}
