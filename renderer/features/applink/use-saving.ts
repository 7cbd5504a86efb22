import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure, Result } from '../../../preload/contract/index.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { useAction } from '../../ui/use-action.ts'

interface Saving<I> {
  readonly save: (input: I) => Promise<boolean>
  readonly busy: boolean
  /** Null also when the person changed their mind. */
  readonly failure: Failure | null
  /** Where it was saved to the last time, ready to show; said aloud as well. */
  readonly said: string | null
}

/** Saving something where the person chooses; that nobody chose a place is no failure. */
export function useSaving<I>(call: (input: I) => Promise<Result<{ file: string | null }>>): Saving<I> {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const { run, busy, failure } = useAction(call)
  const [said, setSaid] = useState<string | null>(null)
  const save = useCallback(
    async (input: I) => {
      setSaid(null)
      const result = await run(input)
      if (!result.ok || result.value.file === null) return false
      const words = t('applink.saved', { file: result.value.file })
      setSaid(words)
      announce(words)
      return true
    },
    [run, announce, t]
  )
  return { save, busy, failure: unlessCancelled(failure), said }
}

/** The system's dialog was closed: nothing to tell. */
export const unlessCancelled = (failure: Failure | null): Failure | null =>
  failure?.code === 'cancelled' ? null : failure
