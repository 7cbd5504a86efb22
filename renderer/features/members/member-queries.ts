import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import type { ChannelOutput, Member } from '../../../preload/contract/index.ts'
import { bridge, unwrap } from '../../bridge.ts'

const pageSize = 50

/** Members by name, in pages of 50. */
export const memberListQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['members', 'list', { search }],
    queryFn: ({ pageParam }) => unwrap(bridge.members.list({ search, offset: pageParam, limit: pageSize })),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.members.length, 0)
      return loaded < last.total && last.members.length > 0 ? loaded : undefined
    },
    placeholderData: keepPreviousData
  })

type MemberPages = { readonly pages: readonly ChannelOutput<'members.list'>[] } | undefined

export const membersOf = (data: MemberPages): readonly Member[] => data?.pages.flatMap(({ members }) => members) ?? []
export const totalOf = (data: MemberPages): number => data?.pages[0]?.total ?? 0

/**
 * The one Administrator there is, who has to stay one; null when there are more, or when not everybody is loaded, so
 * that main has to tell.
 */
export function onlyAdministrator(data: MemberPages): Member | null {
  const members = membersOf(data)
  if (members.length < totalOf(data)) return null
  const administrators = members.filter(({ role }) => role === 'administrator')
  return administrators.length === 1 ? (administrators[0] ?? null) : null
}
