/** A project's name as it is kept: what people see of it is all there is. */
import { expect, test } from 'vitest'
import { must, startTestApp } from './support/test-app.ts'

test('a project’s name holds nothing that reads backwards, and is not nothing', async () => {
  const app = await startTestApp()
  try {
    const made = must(await app.invoke('projects.create', { name: 'exe.\u202egpj' }))
    expect(made.name).not.toMatch(/\p{Cf}/u)
    const renamed = must(await app.invoke('projects.rename', { id: made.id, name: 'A\u200bB' }))
    expect(renamed.name).toBe('AB')
    for (const name of ['\u202e', '\u200b\u2066']) {
      const refusal = { failure: { code: 'invalid-input', field: 'name', cause: 'Enter a name.' } }
      expect(await app.invoke('projects.create', { name })).toMatchObject(refusal)
      expect(await app.invoke('projects.rename', { id: made.id, name })).toMatchObject(refusal)
    }
  } finally {
    await app.close()
  }
})
