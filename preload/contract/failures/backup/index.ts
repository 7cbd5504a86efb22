import { backupUnreadable } from './backup-unreadable.ts'
import { backupPassphraseWrong } from './backup-passphrase-wrong.ts'
import { backupNewer } from './backup-newer.ts'

export const backupFailures = {
  'backup-unreadable': backupUnreadable,
  'backup-passphrase-wrong': backupPassphraseWrong,
  'backup-newer': backupNewer
}
