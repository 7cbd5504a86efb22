/** Every failure code there is. A new one is added to the file of its area (see CONTRIBUTING.md). */
import type { FailureWords } from './words.ts'
import { appFailures } from './app.ts'
import { jiraFailures } from './jira.ts'
import { networkFailures } from './network.ts'
import { oauth1Failures } from './oauth1.ts'
import { cloudFailures, oauth2Failures } from './oauth2.ts'
import { signInFailures } from './sign-in.ts'
import { siteFailures } from './site.ts'
import { storeFailures } from './store.ts'
import { tokenFailures } from './token.ts'

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
  ...jiraFailures
} as const satisfies Record<string, FailureWords>

export type FailureCode = keyof typeof catalogue
