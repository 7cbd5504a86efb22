import { invalidInput } from './invalid-input.ts'
import { inputTooLarge } from './input-too-large.ts'
import { notPermitted } from './not-permitted.ts'
import { untrustedSender } from './untrusted-sender.ts'
import { notFound } from './not-found.ts'
import { alreadyExists } from './already-exists.ts'
import { keychainMissing } from './keychain-missing.ts'
import { secretMissing } from './secret-missing.ts'
import { cancelled } from './cancelled.ts'
import { internal } from './internal.ts'
import { fileNotWritten } from './file-not-written.ts'
import { fileNotRead } from './file-not-read.ts'

export const appFailures = {
  'invalid-input': invalidInput,
  'input-too-large': inputTooLarge,
  'not-permitted': notPermitted,
  'untrusted-sender': untrustedSender,
  'not-found': notFound,
  'already-exists': alreadyExists,
  'keychain-missing': keychainMissing,
  'secret-missing': secretMissing,
  cancelled,
  internal,
  'file-not-written': fileNotWritten,
  'file-not-read': fileNotRead
}
