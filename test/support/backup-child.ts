/** A process that makes or reads one backup as Electron's utilityProcess does. */
import { serveJob } from '../../main/backup/process.ts'

serveJob({
  on: (_event, listener) => void process.on('message', (data) => listener({ data })),
  postMessage: (message) => void process.send?.(message)
})
