/** Rows of a long list by their index, fetched from main page by page as they come into view. */
import { keepPreviousData, useQueries, useQuery, type QueryKey } from '@tanstack/react-query'
import type { BridgeFailure } from '../bridge.ts'
import type { Failure } from '../../preload/contract/index.ts'

export interface PageOfRows<Row> {
  rows: Row[]
  total: number
}

export interface PageQuery<Row> {
  queryKey: QueryKey
  queryFn: () => Promise<PageOfRows<Row>>
}

export interface Pages<Row> {
  /** Undefined until the first answer. */
  total: number | undefined
  /** Undefined while its page is on the way. */
  rowAt: (index: number) => Row | undefined
  /** What is shown belongs to the previous question. */
  stale: boolean
  failure: Failure | null
}

export const pageSize = 100
/** Pages scrolled past are forgotten after a minute. */
const gcTime = 60_000

/**
 * `page(offset)` describes the query of one page; `first` and `last` are the indexes in view.
 * The first page is always asked for: it brings the total, and its rows stay on screen until new ones are there.
 */
export function usePages<Row>(page: (offset: number) => PageQuery<Row>, first: number, last: number): Pages<Row> {
  const head = useQuery<PageOfRows<Row>, BridgeFailure>({ ...page(0), gcTime, placeholderData: keepPreviousData })
  const total = head.data?.total
  const stale = head.isPlaceholderData
  const numbers: number[] = []
  if (total !== undefined && !stale) {
    const end = Math.floor(Math.max(0, Math.min(last, total - 1)) / pageSize)
    for (let number = Math.max(1, Math.floor(first / pageSize)); number <= end; number += 1) numbers.push(number)
  }
  const others = useQueries({ queries: numbers.map((number) => ({ ...page(number * pageSize), gcTime })) })
  const loaded = new Map(numbers.map((number, at) => [number, others[at]?.data?.rows]))
  const rowAt = (index: number): Row | undefined => {
    const number = Math.floor(index / pageSize)
    return (number === 0 ? head.data?.rows : loaded.get(number))?.[index % pageSize]
  }
  const error = head.error ?? (others.find((one) => one.error)?.error as BridgeFailure | null | undefined) ?? null
  return { total, rowAt, stale, failure: error ? error.failure : null }
}
