/** What the services ask of the desktop they run on; Electron's part is in shell/desktop.ts, tests give their own. */
import type { Result } from '../preload/contract/failures/failure.ts'

export interface FileKind {
  /** As the dialog lists it: `Certificates`. */
  readonly name: string
  /** Without dot. */
  readonly extensions: readonly string[]
}

export interface ChosenFile {
  /** Its name without the folder. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface Desktop {
  /**
   * Asks for one file or several, and reads them. Failures: `cancelled`, `file-not-read`.
   * @param options.maxBytes of each file; a larger one is not read.
   */
  openFiles(options: {
    title: string
    kinds: readonly FileKind[]
    several?: boolean
    maxBytes?: number
  }): Promise<Result<ChosenFile[]>>
  /**
   * Asks for a place and writes there. @returns the path, or null when nobody chose one. Failures: `file-not-written`.
   * @param options.bytes or what makes them once a place is chosen, given the file's name: nothing is written when it fails.
   * @param options.secret only the owner may read the file.
   */
  saveFile(options: {
    title: string
    suggestedName: string
    kinds: readonly FileKind[]
    bytes: Uint8Array | ((fileName: string) => Promise<Result<Uint8Array>>)
    secret?: boolean
  }): Promise<Result<string | null>>
  /** Asks for one file that is too large to be read at once. @returns its path, or null when nobody chose one. */
  chooseFile(options: { title: string; kinds: readonly FileKind[] }): Promise<string | null>
  /** Asks for a place to write to. @returns the path, or null when nobody chose one. */
  choosePlace(options: { title: string; suggestedName: string; kinds: readonly FileKind[] }): Promise<string | null>
  /** An HTML document of ours as PDF, A4, without running any script in it. Failures: `internal`. */
  printPdf(html: string): Promise<Result<Uint8Array>>
  /** A notification of the system; a click brings AtTrack to the front. Nothing happens where there are none. */
  notify(title: string, body: string): void
}
