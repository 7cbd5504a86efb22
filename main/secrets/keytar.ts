/** The only place that loads keytar; elsewhere secrets are reached through SecretStore. */
import type { Keychain } from './secret-store.ts'

export const loadKeytar = async (): Promise<Keychain> => {
  const module = await import('keytar')
  return 'default' in module ? (module.default as Keychain) : module
}
