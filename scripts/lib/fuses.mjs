/**
 * Electron's fuses as they are in an executable: a wire of characters behind a marker, written into when the app is
 * packaged. Read here by ourselves and not by the tool that writes them, so that its mistakes show.
 * https://www.electronjs.org/docs/latest/tutorial/fuses, https://github.com/electron/fuses (`SENTINEL`, `FuseV1Options`)
 */
import { Stop } from './process.mjs'

const marker = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const knownVersion = 1

/** In the order of the wire, by the names electron-builder gives them. Later Electrons have more of them: 25 has seven. */
export const fuseNames = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
  'wasmTrapHandlers'
]

/** What electron-builder cannot set yet and stays as Electron has it. How WebAssembly checks its bounds: a matter of
 * speed, and our policy lets no page run any. */
const leftAlone = { wasmTrapHandlers: true }

/** @typedef {'on' | 'off' | 'removed'} FuseState */
/** @typedef {Record<string, FuseState>} FuseWire by name; one this file does not know is called `fuse <number>` */

/** @type {Record<string, FuseState>} */
const states = { 0: 'off', 1: 'on', r: 'removed' }

/**
 * @param {Buffer} executable on macOS the *Electron Framework*
 * @returns {FuseWire[]} one, or two in an executable for two kinds of processors
 * @throws {Stop} when there is none, or one of another format
 */
export const readFuses = (executable) => {
  const wires = []
  for (let at = executable.indexOf(marker); at >= 0; at = executable.indexOf(marker, at + 1)) {
    const start = at + marker.length
    const [version, length = 0] = executable.subarray(start, start + 2)
    if (version !== knownVersion) throw new Stop(`The fuses have the format ${version}; known is ${knownVersion}.`)
    const wire = executable.toString('latin1', start + 2, start + 2 + length)
    if (wire.length < length || length === 0) throw new Stop('The fuses end before their time.')
    const entries = [...wire].map((character, index) => {
      const state = states[character]
      if (!state) throw new Stop(`Fuse ${index} stands at ${JSON.stringify(character)}, which says nothing.`)
      return /** @type {const} */ ([fuseNames[index] ?? `fuse ${index}`, state])
    })
    wires.push(Object.fromEntries(entries))
  }
  if (wires.length === 0) throw new Stop('The executable has no fuses: it is no Electron, or older than 12.')
  return wires
}

/**
 * @param {string} config electron-builder.yml
 * @returns {Record<string, boolean>} what it says under `electronFuses`, and what is left as Electron has it
 */
export const intendedFuses = (config) => {
  const block = /^electronFuses:\n((?: +.*\n)+)/m.exec(config)?.[1] ?? ''
  const lines = [...block.matchAll(/^ +(\w+): (true|false)$/gm)]
  return { ...leftAlone, ...Object.fromEntries(lines.map(([, name = '', value]) => [name, value === 'true'])) }
}

/**
 * @param {FuseWire} wire @param {Record<string, boolean>} intended
 * @returns {string[]} what is not as intended. A fuse that this Electron does not have is not asked for; one that nobody
 *   has decided on is.
 */
export const compareFuses = (wire, intended) =>
  Object.entries(wire).flatMap(([name, state]) => {
    if (state === 'removed') return []
    const wanted = intended[name]
    if (wanted === undefined) return [`${name} is ${state}, and nothing says what it should be`]
    return wanted === (state === 'on') ? [] : [`${name} is ${state}`]
  })
