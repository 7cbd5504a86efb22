/** What the services take from Electron and the system. */
import type { NetworkAccess } from '../net/network-stack.ts'
import type { ServiceParts } from '../services.ts'
import { atlassianParts } from './atlassian.ts'
import { backupJobs } from './backup-host.ts'
import { createDesktop } from './desktop.ts'
import { appVersion, report, restart, systemUser } from './electron-app.ts'
import { openExternally } from './guards.ts'
import type { MainWindow } from './main-window.ts'
import { openSignInWindow } from './sign-in-window.ts'

type SystemParts = Pick<
  ServiceParts,
  'appVersion' | 'pages' | 'desktop' | 'owner' | 'report' | 'restart' | 'runJob' | 'atlassian' | 'builtCloudClient'
>

/** @param out the folder of the built app. @param present AtTrack's window; null while there is none. */
export const systemParts = (out: string, present: () => MainWindow | null, access: NetworkAccess): SystemParts => ({
  appVersion: appVersion(),
  pages: { openWindow: (...page) => openSignInWindow(present(), access, ...page), openBrowser: openExternally },
  desktop: createDesktop(present),
  owner: systemUser(),
  report,
  restart,
  runJob: backupJobs(out),
  ...atlassianParts()
})
