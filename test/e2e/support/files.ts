/** Looking through what the app left on disk. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** @returns the files below `folder` that hold any of the texts, as UTF-8 or UTF-16. */
export const filesContaining = (folder: string, texts: readonly string[]): string[] => {
  const needles = texts.flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')])
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name)
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false
    const content = readFileSync(path)
    return needles.some((needle) => content.includes(needle))
  })
}
