/** The only place that loads keytar; elsewhere secrets are reached through SecretStore. */
import { createRequire } from 'node:module'
import type { Keychain } from './secret-store.ts'

/**
 * Loaded when first needed: without the system's libsecret it cannot be loaded at all, which is "no keychain", not a
 * reason not to start. Through `require`, because `import()` does not look into the packaged app's archive everywhere.
 */
export const loadKeytar = async (): Promise<Keychain> => createRequire(import.meta.url)('keytar') as Keychain
