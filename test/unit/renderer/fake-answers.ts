/** What the invented bridge keeps and how it answers; shared by its parts. */
import { err, failure } from '../../../preload/contract/index.ts'
import type {
  Applink,
  ChannelName,
  ChannelOutput,
  CheckedInput,
  CloudClient,
  Connection,
  LinkSync,
  Project,
  ProjectLink,
  Result,
  Settings,
  SyncRun,
  TaskDetail
} from '../../../preload/contract/index.ts'

export type Answers = {
  [N in ChannelName]: (input: CheckedInput<N>) => Result<ChannelOutput<N>> | Promise<Result<ChannelOutput<N>>>
}

export interface State {
  projects: Project[]
  tasks: TaskDetail[]
  connections: Connection[]
  links: ProjectLink[]
  sync: LinkSync[]
  runs: SyncRun[]
  settings: Settings
  cloudClient: CloudClient
  applink: Applink
  jiraProjectCount: number
}

/** What main says about something that is gone. */
export const missing = (what: string) => err(failure('not-found', { what }))
