/** For a desktop in tests: what would be written into a file of this name once it is chosen. */
import { ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { Desktop } from '../../main/desktop.ts'

type Bytes = Parameters<Desktop['saveFile']>[0]['bytes']

export const savedBytes = async (bytes: Bytes, fileName: string): Promise<Result<Uint8Array>> =>
  bytes instanceof Uint8Array ? ok(bytes) : bytes(fileName)
