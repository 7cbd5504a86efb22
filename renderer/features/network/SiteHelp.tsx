import { useCallback, type ReactNode } from 'react'
import type { Failure } from '../../../preload/contract/index.ts'
import { FailureHelpContext } from '../../ui/failure-help.ts'
import { FailureActions, hasActions } from './failure-actions.tsx'
import type { NetworkSubject } from './use-network-dialogs.ts'

interface SiteHelpProps extends NetworkSubject {
  /** False where *Check connection* stands beside anyway, or makes no sense. */
  readonly offersCheck?: boolean
  readonly children: ReactNode
}

/** Within it, every failure of the way to this Jira has the buttons that help. */
export function SiteHelp({ siteUrl, connectionId, onSolved, offersCheck = true, children }: SiteHelpProps) {
  const help = useCallback(
    (failure: Failure) =>
      siteUrl.trim() !== '' && hasActions(failure.code, offersCheck) ? (
        <FailureActions
          failure={failure}
          offersCheck={offersCheck}
          subject={{ siteUrl, ...(connectionId ? { connectionId } : {}), ...(onSolved ? { onSolved } : {}) }}
        />
      ) : null,
    [siteUrl, connectionId, onSolved, offersCheck]
  )
  return <FailureHelpContext.Provider value={help}>{children}</FailureHelpContext.Provider>
}
