import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ChannelInput } from '../../../preload/contract/index.ts'
import { bridge, unwrap } from '../../bridge.ts'

/** For which Jira the values are; empty before one is known. */
export type LinkSubject = ChannelInput<'applink.get'>

/** Asked afresh each time: a keychain that was locked a moment ago may be open now. */
export const applinkQuery = (subject: LinkSubject) =>
  queryOptions({
    queryKey: ['applink', 'get', subject],
    queryFn: () => unwrap(bridge.applink.get(subject)),
    staleTime: 0,
    // The steps of another version take the place of those shown, without a gap in between.
    placeholderData: keepPreviousData
  })
