/**
 * The setup sheet: one HTML document, A4, with nothing from outside and no script, to be printed, sent on, or read on a
 * computer without AtTrack. The PDF is made of it. Everything in it may be public.
 */
import { fieldsOf, stepsOf } from './letter.ts'
import { sheetStyle } from './sheet-style.ts'
import { familyNames, permissionWords, signatureWords } from './steps.ts'
import type { LinkValues } from './values.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** Also without the marks that turn the direction of text, by which an address could be made to read as another. */
const escape = (text: string): string =>
  text.replace(/[\p{Cf}\u2028\u2029]/gu, '').replace(/[&<>"']/g, (mark) => entities[mark] ?? '')

/** `25 November 2026`, in this computer's time zone. */
const longDate = (at: Date): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }).format(at)

const field = ([name, value, note]: readonly [name: string, value: string, note?: string]): string =>
  `<tr><th scope="row">${escape(name)}</th><td><code>${escape(value)}</code>${note ? ` (${escape(note)})` : ''}</td></tr>`

const step = (text: string): string =>
  `<li><label><input type="checkbox"><span>${escape(text).replace(/“([^”]*)”/g, '<b>“$1”</b>')}</span></label></li>`

/** @param savedAt for the date on it. */
export function setupSheet(values: LinkValues, savedAt: Date): string {
  const { siteUrl, family, formerFingerprint } = values
  const place = siteUrl === null ? 'your Jira' : escape(siteUrl)
  const replaces =
    formerFingerprint === null
      ? ''
      : `<p class="fingerprint">It replaces the key with the fingerprint <code>${escape(formerFingerprint)}</code></p>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>AtTrack application link${siteUrl === null ? '' : ` – ${place}`}</title>
<style>${sheetStyle}</style>
</head>
<body>
<header>
<p class="product">AtTrack</p>
<h1>Application link for ${place}</h1>
<p class="about">${escape(familyNames[family])} · OAuth 1.0, incoming · ${escape(longDate(savedAt))}</p>
</header>
<main>
<p class="intro">For a Jira administrator. With this link people can sign in to Jira from AtTrack, and see the issues of their Jira projects there. It takes about five minutes.</p>
<section>
<h2>Values</h2>
<table>
${fieldsOf(values).map(field).join('\n')}
<tr><th scope="row">Public Key</th><td><pre>${escape(values.publicKey.trim())}</pre></td></tr>
</table>
<p class="fingerprint">Fingerprint of the public key (SHA-256), to compare if Jira refuses the signature: <code>${escape(values.fingerprint)}</code></p>
${replaces}
</section>
<section>
<h2>Steps in ${escape(familyNames[family])}</h2>
<ol>
${stepsOf(values).map(step).join('\n')}
</ol>
</section>
<section class="allowed">
<h2>What AtTrack will be allowed to do</h2>
<p>${escape(permissionWords)}</p>
<p>${escape(signatureWords)}</p>
</section>
</main>
</body>
</html>
`
}
