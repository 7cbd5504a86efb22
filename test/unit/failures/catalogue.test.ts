/** The failure catalogue as a whole: complete, and its words fit what the code gives them. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { catalogue, failureAreas } from '../../../preload/contract/failures/catalogue.ts'
import { failure } from '../../../preload/contract/failures/failure.ts'
import { inGeneral, type FailureWords } from '../../../preload/contract/failures/words.ts'
import { statusRules } from '../../../main/connections/status.ts'
import { madeFailures, root } from './words.ts'

const folder = path.join(root, 'preload/contract/failures')
const all = Object.entries(catalogue) as [keyof typeof catalogue, FailureWords][]
const areas = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory())
const codesIn = (area: string): string[] =>
  readdirSync(path.join(folder, area))
    .filter((name) => name !== 'index.ts')
    .map((name) => name.replace(/\.ts$/, ''))

/** `{host}` in any of the texts that are filled in. */
const placeholders = ({ title, cause, remedy }: FailureWords): Set<string> =>
  new Set([...`${title}\n${cause}\n${remedy}`.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))

describe('one file for each code', () => {
  test('the name of the file is the code, and the index of its area lists it', () => {
    expect(areas.flatMap(({ name }) => codesIn(name)).sort()).toEqual(Object.keys(catalogue).sort())
  })

  test('every area has its place in the order', () => {
    expect(Object.keys(failureAreas).sort()).toEqual(areas.map(({ name }) => name).sort())
    expect(Object.values(failureAreas).flatMap(Object.keys).sort()).toEqual(Object.keys(catalogue).sort())
  })

  test.each(areas.map(({ name }) => name))('%s: a code’s file exports its camel-case name', (area) => {
    for (const code of codesIn(area)) {
      const name = code.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
      expect(readFileSync(path.join(folder, area, `${code}.ts`), 'utf8')).toContain(
        `export const ${name}: FailureWords = {`
      )
    }
  })
})

describe.each(all)('%s', (code, words) => {
  test('says what, why, what to do, what AtTrack goes by, and where that is written', () => {
    for (const text of Object.values(words)) expect(text.trim()).not.toBe('')
    expect(words.evidence).not.toBe(words.source)
    // It stands by itself in the document.
    expect(words.evidence).toMatch(/\.$/)
  })

  test('the title is a headline, cause and remedy are sentences', () => {
    expect(words.title).not.toMatch(/[.!]$/)
    expect(words.title.length).toBeLessThan(80)
    for (const text of [words.cause, words.remedy]) if (!/^\{\w+\}$/.test(text)) expect(text).toMatch(/[.?:]$/)
  })

  test('every brace in its words is a parameter', () => {
    const params = Object.fromEntries([...placeholders(words)].map((name) => [name, `<${name}>`]))
    const { title, cause, remedy } = failure(code, params)
    expect(`${title} ${cause} ${remedy}`).not.toMatch(/[{}]/)
  })
})

test('without a particular failure, a parameter is shown by its name', () => {
  expect(inGeneral('{host} calls itself {baseUrl}')).toBe('‹host› calls itself ‹base url›')
})

describe('the app’s code', () => {
  const made = madeFailures()

  test('makes failures in ways the test can read', () => {
    expect(made.length).toBeGreaterThan(150)
  })

  test('names only codes of the catalogue', () => {
    expect(made.filter(({ code }) => !(code in catalogue))).toEqual([])
  })

  test('gives every parameter its words ask for', () => {
    const missing = made.flatMap(({ code, at, params }) => {
      if (params === null) return []
      const asked = placeholders(catalogue[code as keyof typeof catalogue])
      const lacking = [...asked].filter((name) => !params.has(name))
      return lacking.length > 0 ? [`${at}: ${code} lacks ${lacking.join(', ')}`] : []
    })
    expect(missing).toEqual([])
  })

  test('a code says at most one thing about a connection', () => {
    const listed = Object.values(statusRules).flatMap(({ after }) => after)
    expect(listed.length).toBe(new Set(listed).size)
  })
})
