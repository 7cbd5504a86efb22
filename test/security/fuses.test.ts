/**
 * Reading the fuses, on the Electron the tests run on and on wires made for it. That a packaged app’s are as
 * electron-builder.yml says, and do what they say, is in test/e2e/packaged.spec.ts.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareFuses, fuseNames, intendedFuses, readFuses, type FuseWire } from '../../scripts/lib/fuses.mjs'
import { Stop } from '../../scripts/lib/process.mjs'
import { prepareRuntime } from '../../scripts/prepare-runtime.mjs'

const config = readFileSync('electron-builder.yml', 'utf8')
const wire = (states: string, version = 1): Buffer =>
  Buffer.concat([
    Buffer.from('....dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([version, states.length]),
    Buffer.from(`${states}....`)
  ])
/** All nine as they are meant to be, in the order of the wire. */
const meant = '010011001'

describe('19: the fuses of an executable', () => {
  it.skipIf(process.platform !== 'linux')(
    'are found in a real Electron, which comes with Node open to everybody',
    async () => {
      const { executablePath } = await prepareRuntime()
      const [found, ...more] = readFuses(readFileSync(executablePath))
      expect(more).toEqual([])
      expect(found).toMatchObject({
        runAsNode: 'on',
        enableNodeOptionsEnvironmentVariable: 'on',
        enableNodeCliInspectArguments: 'on',
        onlyLoadAppFromAsar: 'off'
      })
      expect(compareFuses(found ?? {}, intendedFuses(config))).toEqual(
        expect.arrayContaining(['runAsNode is on', 'onlyLoadAppFromAsar is off'])
      )
    }
  )

  it('are read by their place', () => {
    expect(readFuses(wire('01r'))).toEqual([
      { runAsNode: 'off', enableCookieEncryption: 'on', enableNodeOptionsEnvironmentVariable: 'removed' }
    ])
    expect(Object.keys(readFuses(wire(`${meant}1`))[0] ?? {})).toEqual([...fuseNames, 'fuse 9'])
  })

  it('are read for both processors of an executable for two', () => {
    const both = readFuses(Buffer.concat([wire('00'), wire('01')]))
    expect(both.map(({ enableCookieEncryption }) => enableCookieEncryption)).toEqual(['off', 'on'])
  })

  it.each([
    ['nothing at all', Buffer.from('no Electron')],
    ['another format', wire('01', 2)],
    ['a state that is none', wire('0?')],
    ['an end before its time', wire('01').subarray(0, 39)]
  ])('%s is refused', (_what, bytes) => {
    expect(() => readFuses(bytes)).toThrow(Stop)
  })
})

describe('19: what the fuses should be', () => {
  const read = (states: string): FuseWire => readFuses(wire(states))[0] ?? {}
  const intended = intendedFuses(config)

  it('stands in electron-builder.yml, for all there are', () => {
    expect(intended).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      wasmTrapHandlers: true
    })
    expect(Object.keys(intended).sort()).toEqual([...fuseNames].sort())
  })

  it('is met by a wire of nine and by the seven of Electron 25', () => {
    expect(compareFuses(read(meant), intended)).toEqual([])
    expect(compareFuses(read(meant.slice(0, 7)), intended)).toEqual([])
  })

  it.each(fuseNames.map((name, at) => [name, at] as const))('is not met when %s is turned', (name, at) => {
    const turned = [...meant].map((one, index) => (index === at ? (one === '1' ? '0' : '1') : one)).join('')
    expect(compareFuses(read(turned), intended)).toEqual([expect.stringMatching(new RegExp(`^${name} is (on|off)$`))])
  })

  it('is asked of a fuse that came with a new Electron, and not of one that was removed', () => {
    expect(compareFuses(read(`${meant}1`), intended)).toEqual(['fuse 9 is on, and nothing says what it should be'])
    expect(compareFuses(read(`r${meant.slice(1)}r`), intended)).toEqual([])
  })
})
