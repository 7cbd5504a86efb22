/**
 * What the window remembers of main's answers. The first element of every query key is the topic main names in its
 * `changed` event, so an announcement refreshes exactly what is on screen.
 */
import { QueryClient } from '@tanstack/react-query'
import { onEvent, onRefusal, type BridgeFailure } from '../bridge.ts'
import type { ChangedTopic, ChannelOutput, FailureCode } from '../../preload/contract/index.ts'

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: BridgeFailure
  }
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Main answers without a network; what Chromium thinks of being online says nothing about it.
        networkMode: 'always',
        staleTime: Infinity,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false
      }
    }
  })
}

/** How long changes are gathered before asking again: a running sync announces many. */
const gatherMs = 80

/** While a sync writes, what is on screen is asked for again this often: rows appear as they arrive, not all at the end. */
const whileSyncingMs = 2000
/** The first page of the first sync is worth more haste. */
const firstRowsMs = 250

/** Answers that say the session is another than the window thinks. */
const sessionEnded: ReadonlySet<FailureCode> = new Set(['signed-out', 'locked', 'password-change-due'])

/** Keeps `client` true to main; returns the function that stops it. */
export function followMain(client: QueryClient): () => void {
  const waiting = new Set<ChangedTopic>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    for (const topic of waiting) void client.invalidateQueries({ queryKey: [topic] })
    waiting.clear()
  }
  const askForStatus = () => void client.invalidateQueries({ queryKey: ['app'] })
  const stopChanged = onEvent('changed', ({ topics }) => {
    for (const topic of topics) {
      // The session may have ended: what is on screen must not stay for as long as others are gathered.
      if (topic === 'app') askForStatus()
      else waiting.add(topic)
    }
    if (waiting.size > 0) timer ??= setTimeout(flush, gatherMs)
  })
  const stopRefusals = onRefusal(({ code }) => {
    if (sessionEnded.has(code)) askForStatus()
  })
  let arriving: ReturnType<typeof setTimeout> | undefined
  let looked = 0
  const showArrivals = () => {
    arriving = undefined
    looked = Date.now()
    for (const topic of ['tasks', 'projects']) void client.invalidateQueries({ queryKey: [topic] })
  }
  const stopProgress = onEvent('sync.progress', ({ projectId, link }) => {
    if (link.running && link.done > 0) {
      arriving ??= setTimeout(showArrivals, Math.max(firstRowsMs, looked + whileSyncingMs - Date.now()))
    }
    client.setQueryData<ChannelOutput<'sync.status'>>(['sync', 'status', projectId], (old) => {
      if (!old) return old
      const known = old.links.some((one) => one.linkId === link.linkId)
      return { links: known ? old.links.map((one) => (one.linkId === link.linkId ? link : one)) : [...old.links, link] }
    })
  })
  return () => {
    clearTimeout(timer)
    clearTimeout(arriving)
    stopChanged()
    stopRefusals()
    stopProgress()
  }
}
