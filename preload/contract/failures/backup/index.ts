import { backupUnreadable } from './backup-unreadable.ts'
import { backupPassphraseWrong } from './backup-passphrase-wrong.ts'
import { backupNewer } from './backup-newer.ts'
import { oauthKeyElsewhere } from './oauth-key-elsewhere.ts'

export const backupFailures = {
  'backup-unreadable': backupUnreadable,
  'backup-passphrase-wrong': backupPassphraseWrong,
  'backup-newer': backupNewer,
  'oauth-key-elsewhere': oauthKeyElsewhere
}
