import { databaseCorrupt } from './database-corrupt.ts'
import { databaseReadOnly } from './database-read-only.ts'
import { databaseBusy } from './database-busy.ts'
import { databaseNewer } from './database-newer.ts'
import { diskFull } from './disk-full.ts'
import { storeStopped } from './store-stopped.ts'

export const storeFailures = {
  'database-corrupt': databaseCorrupt,
  'database-read-only': databaseReadOnly,
  'database-busy': databaseBusy,
  'database-newer': databaseNewer,
  'disk-full': diskFull,
  'store-stopped': storeStopped
}
