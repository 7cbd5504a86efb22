import { useCallback, type ReactNode } from 'react'
import type { Failure } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { FailureHelpContext } from '../../ui/failure-help.ts'
import { FailureActions, hasActions } from './failure-actions.tsx'
import type { NetworkSubject } from './use-network-dialogs.ts'

interface SiteHelpProps extends NetworkSubject {
  /** False where *Check connection* stands beside anyway, or makes no sense. */
  readonly offersCheck?: boolean
  /** True where nothing beside leads to *Set up the application link* or to Jira's sign-in page. */
  readonly alone?: boolean
  readonly children: ReactNode
}

/** Within it, every failure of the way to this Jira has the buttons that help and are allowed. */
export function SiteHelp(props: SiteHelpProps) {
  const { siteUrl, connectionId, onSolved, offersCheck = true, alone = false, children } = props
  const allowed = useAllowed()
  const help = useCallback(
    (failure: Failure) => {
      const offers = { check: offersCheck, alone, allowed }
      const subject = { siteUrl, ...(connectionId ? { connectionId } : {}), ...(onSolved ? { onSolved } : {}) }
      return siteUrl.trim() !== '' && hasActions(failure, subject, offers) ? (
        <FailureActions failure={failure} offers={offers} subject={subject} />
      ) : null
    },
    [siteUrl, connectionId, onSolved, offersCheck, alone, allowed]
  )
  return <FailureHelpContext.Provider value={help}>{children}</FailureHelpContext.Provider>
}
