/** The app's calls as its window makes them, and the files that its dialogs give. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import type { ChannelInput, ChannelName, ChannelOutput, Failure, Result } from '../../../preload/contract/index.ts'

export interface Bridge {
  invoke<N extends ChannelName>(name: N, input: ChannelInput<N>): Promise<Result<ChannelOutput<N>, Failure>>
  /** As `invoke`; throws a failure's words. */
  must<N extends ChannelName>(name: N, input: ChannelInput<N>): Promise<ChannelOutput<N>>
}

export function bridgeOf(page: Page): Bridge {
  const invoke: Bridge['invoke'] = (name, input) =>
    page.evaluate(
      ([channel, given]) =>
        (globalThis as unknown as { attrack: { invoke(name: string, input: unknown): Promise<never> } }).attrack.invoke(
          channel,
          given
        ),
      [name, input] as const
    )
  return {
    invoke,
    async must(name, input) {
      const result = await invoke(name, input)
      if (!result.ok) throw new Error(`${name}: ${result.failure.code}, ${result.failure.cause}`)
      return result.value
    }
  }
}

/** From now on the system's open dialog gives these files; they lie in a folder for temporary files. */
export async function chooseFiles(app: ElectronApplication, ...files: (string | Uint8Array)[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'attrack-files-'))
  const paths = files.map((bytes, at) => {
    const file = join(folder, `chosen-${at}.pem`)
    writeFileSync(file, bytes)
    return file
  })
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths })
  }, paths)
}
