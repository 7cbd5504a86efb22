/** A process that runs the store as Electron's utilityProcess does, for tests that need to kill it or to change its user. */
import { serve } from '../../../main/store/process.ts'

// Root may write anything: as somebody else, a protected file is really protected.
const user = process.env['STORE_CHILD_USER']
if (user) process.seteuid?.(Number(user))

serve(
  {
    on: (_event, listener) => void process.on('message', (data) => listener({ data })),
    postMessage: (message) => void process.send?.(message)
  },
  () => process.exit(0)
)
