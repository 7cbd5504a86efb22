/** Every failure code there is: one file for each, in the folder of its area (see CONTRIBUTING.md). */
import type { FailureWords } from './words.ts'
import { appFailures } from './app/index.ts'
import { storeFailures } from './store/index.ts'
import { networkFailures } from './network/index.ts'
import { siteFailures } from './site/index.ts'
import { signInFailures } from './sign-in/index.ts'
import { oauth1Failures } from './oauth1/index.ts'
import { tokenFailures } from './token/index.ts'
import { oauth2Failures } from './oauth2/index.ts'
import { cloudFailures } from './cloud/index.ts'
import { jiraFailures } from './jira/index.ts'
import { certificateFailures } from './certificate/index.ts'
import { membersFailures } from './members/index.ts'
import { backupFailures } from './backup/index.ts'

export const catalogue = {
  ...appFailures,
  ...storeFailures,
  ...networkFailures,
  ...siteFailures,
  ...signInFailures,
  ...oauth1Failures,
  ...tokenFailures,
  ...oauth2Failures,
  ...cloudFailures,
  ...jiraFailures,
  ...certificateFailures,
  ...membersFailures,
  ...backupFailures
} satisfies Record<string, FailureWords>

export type FailureCode = keyof typeof catalogue

/** The codes of each area, in the order of the way to Jira and back: for the page *What can go wrong* and its document. */
export const failureAreas = {
  network: networkFailures,
  certificate: certificateFailures,
  site: siteFailures,
  'sign-in': signInFailures,
  token: tokenFailures,
  oauth1: oauth1Failures,
  oauth2: oauth2Failures,
  cloud: cloudFailures,
  jira: jiraFailures,
  members: membersFailures,
  app: appFailures,
  store: storeFailures,
  backup: backupFailures
} satisfies Record<string, Partial<Record<FailureCode, FailureWords>>>
export type FailureArea = keyof typeof failureAreas
