/**
 * The keys of the client certificates that are sealed in the workspace, in the keychain by a digest of the Jira's origin.
 * Two places cannot be written at once: so while one certificate takes another's place the entry holds both keys, and at
 * every step, wherever it is cut short, the certificate in the workspace can be opened.
 */
import { createHash } from 'node:crypto'
import { ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import { seal, unseal } from './sealed.ts'

/** Names the key in the keychain; an origin may be longer than an account name. */
export const keyId = (origin: string): string => createHash('sha256').update(origin).digest('hex').slice(0, 32)

/** All are about one origin; `box` is what the workspace has now. Failures: `keychain-missing`. */
export interface CertificateKeys {
  /** Null when no key in the keychain opens it. */
  open(origin: string, box: string): Promise<Result<string | null>>
  /** @param save writes the new box; when it fails everything stays as it was, and so it is told. */
  replace<T>(
    origin: string,
    box: string | null,
    secret: string,
    save: (box: string) => Promise<Result<T>>
  ): Promise<Result<T>>
  /** @param save removes the box; as above. */
  remove<T>(origin: string, save: () => Promise<Result<T>>): Promise<Result<T>>
}

const kind = 'client-certificate-key'
const between = ' '

export function createCertificateKeys(secrets: SecretStore): CertificateKeys {
  const opening = (
    entry: string | null,
    box: string | null,
    origin: string
  ): { key: string; secret: string } | null => {
    for (const key of entry?.split(between) ?? []) {
      const secret = box === null ? null : unseal(box, key, origin)
      if (secret !== null) return { key, secret }
    }
    return null
  }
  /** As far as it can be: what failed before is what is told. */
  const putBack = async (origin: string, entry: string | null): Promise<void> => {
    await (entry === null ? secrets.remove(kind, keyId(origin)) : secrets.set(kind, keyId(origin), entry))
  }

  return {
    async open(origin, box) {
      const entry = await secrets.get(kind, keyId(origin))
      return entry.ok ? ok(opening(entry.value, box, origin)?.secret ?? null) : entry
    },
    async replace(origin, box, secret, save) {
      const before = await secrets.get(kind, keyId(origin))
      if (!before.ok) return before
      const former = opening(before.value, box, origin)
      const sealed = seal(secret, origin)
      const both = former ? [sealed.key, former.key].join(between) : sealed.key
      const kept = await secrets.set(kind, keyId(origin), both)
      // It may have been written all the same: a keychain that did not answer in time.
      if (!kept.ok) return kept
      const saved = await save(sealed.box)
      if (!saved.ok) await putBack(origin, before.value)
      // Should the former key stay behind, there is nothing left that it opens.
      else if (former) await secrets.set(kind, keyId(origin), sealed.key)
      return saved
    },
    async remove(origin, save) {
      const before = await secrets.get(kind, keyId(origin))
      if (!before.ok) return before
      const removed = await secrets.remove(kind, keyId(origin))
      if (!removed.ok) return removed
      const saved = await save()
      if (!saved.ok) await putBack(origin, before.value)
      return saved
    }
  }
}
