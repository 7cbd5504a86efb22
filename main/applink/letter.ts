/** The letter to a Jira administrator: plain text, complete in itself. */
import { familyNames, permissionWords, signatureWords, stepsFor } from './steps.ts'
import type { LinkValues } from './values.ts'

export const stepsOf = (values: LinkValues): string[] =>
  stepsFor({ ...values, replacesKey: values.formerFingerprint !== null })

/** The values by the names of Jira's own fields, in the order Jira asks for them; the key is told separately. */
export const fieldsOf = (values: LinkValues): readonly (readonly [name: string, value: string, note?: string])[] => [
  ['Application URL', values.applicationUrl],
  ['Application Name', values.consumerName],
  ['Application Type', 'Generic Application'],
  ['Create incoming link', 'ticked'],
  ['Consumer Key', values.consumerKey],
  ['Consumer Name', values.consumerName],
  ['Consumer Callback URL', values.callbackUrl, 'only where Jira asks for it']
]

/** Greeting, why, values, steps, what it allows, and the request to write back. */
export function letter(values: LinkValues): string {
  const place = values.siteUrl ?? 'our Jira'
  const changing = values.formerFingerprint !== null
  return [
    'Hello,',
    '',
    changing
      ? `AtTrack has a new key for its application link to ${place}. Could you please replace the public key there? Until then the former key goes on working.`
      : `I would like to use AtTrack with ${place}: it shows the issues of a Jira project in a project of AtTrack. For that Jira needs an application link (OAuth 1.0, incoming), which only a Jira administrator can make. It takes about five minutes. Could you please make it?`,
    '',
    'Values',
    ...fieldsOf(values).map(([name, value, note]) => `  ${name}: ${value}${note ? ` (${note})` : ''}`),
    '  Public Key (with its first and last line):',
    '',
    values.publicKey.trim(),
    '',
    `Fingerprint of the public key (SHA-256), to compare if Jira refuses the signature:`,
    values.fingerprint,
    ...(changing ? ['It replaces the key with the fingerprint', values.formerFingerprint ?? ''] : []),
    '',
    `Steps for ${familyNames[values.family]}`,
    ...stepsOf(values).map((step, index) => `${index + 1}. ${step}`),
    '',
    'What it allows',
    permissionWords,
    signatureWords,
    '',
    'Please write back when it is done. Thank you!'
  ].join('\n')
}
