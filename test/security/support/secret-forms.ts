/** How a secret could lie somewhere, and looking for it in all these forms. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** Secrets by what they are; that is all a failing test shows of them. */
export type Secrets = Readonly<Record<string, string>>

/** Long ones – keys – may be broken into lines, or have been cut: pieces of this many characters are looked for. */
const pieceLength = 48

/** Base64 of whatever contains the text, for the three ways in which groups of three bytes can fall. */
const insideBase64 = (text: string): string[] =>
  [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
    const encoded = whole.toString('base64').replace(/=+$/, '')
    // Characters at both ends share bits with what is around.
    return encoded.slice(before === 0 ? 0 : before + 1, whole.length % 3 === 0 ? undefined : -1)
  })

/** As text, in JSON, in an address, in base64, in hexadecimal digits, and the bytes of UTF-8 and UTF-16. */
export function formsOf(secret: string): Buffer[] {
  const middle = Math.floor((secret.length - pieceLength) / 2)
  const pieces =
    secret.length <= 2 * pieceLength
      ? [secret]
      : [secret.slice(middle, middle + pieceLength), secret.slice(-pieceLength)]
  return pieces.flatMap((piece) => {
    const base64 = insideBase64(piece)
    const texts = [
      piece,
      JSON.stringify(piece).slice(1, -1),
      encodeURIComponent(piece),
      encodeURIComponent(piece).replaceAll('%20', '+'),
      ...base64,
      ...base64.map((one) => one.replaceAll('+', '-').replaceAll('/', '_')),
      Buffer.from(piece).toString('hex'),
      Buffer.from(piece).toString('hex').toUpperCase()
    ]
    return [...[...new Set(texts)].map((text) => Buffer.from(text)), Buffer.from(piece, 'utf16le')]
  })
}

/** @returns `what in where` for each secret found; never the secret itself */
export function leaksIn(places: Readonly<Record<string, string | Uint8Array>>, secrets: Secrets): string[] {
  const forms = Object.entries(secrets).map(([what, secret]) => [what, formsOf(secret)] as const)
  return Object.entries(places).flatMap(([where, content]) => {
    const bytes = Buffer.from(content)
    return forms.filter(([, looks]) => looks.some((one) => bytes.includes(one))).map(([what]) => `${what} in ${where}`)
  })
}

/** Every file below a folder, by its path in there. */
export const filesOf = (folder: string): Record<string, Buffer> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => [name, path.join(folder, name)] as const)
      .filter(([, file]) => statSync(file, { throwIfNoEntry: false })?.isFile())
      .map(([name, file]) => [name, readFileSync(file)])
  )
