/** What the form of every way to sign in to a Server or Data Center is given. */
import type { Connection, ServerMethod } from '../../../preload/contract/index.ts'
import type { SignInTarget } from './sign-in-target.ts'

export interface MethodFormProps {
  readonly target: SignInTarget
  readonly onDone: (connection: Connection) => void
  /** Switches to another way, links and tasks staying. */
  readonly onUse: (method: ServerMethod) => void
}

/** Of the ways that lead through Jira's own page. */
export interface WaitingFormProps extends MethodFormProps {
  /** True while that page is open. */
  readonly onWaiting: (waiting: boolean) => void
}
