/** Serves the window's files from `app://attrack/` with a strict Content-Security-Policy; `file://` would have none. */
import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { protocol } from 'electron'

export const scheme = 'app'
export const origin = `${scheme}://attrack`

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2'
}

/** Before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ])
}

/** @param folder the built renderer; nothing outside it is ever served. */
export function serveFiles(folder: string): void {
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url)
    if (request.method !== 'GET' || `${url.protocol}//${url.host}` !== origin) return refuse(404)
    const wanted = path.normalize(decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname))
    const file = path.join(folder, wanted)
    if (!file.startsWith(folder + path.sep)) return refuse(403)
    const type = types[path.extname(file)]
    if (!type) return refuse(404)
    try {
      const content = await fs.readFile(file)
      if (!type.startsWith('text/html'))
        return new Response(new Uint8Array(content), { headers: { ...safe, 'Content-Type': type } })
      // Mantine writes <style> elements; the nonce, new for every load, lets them and nothing else in.
      const nonce = randomBytes(16).toString('base64')
      const page = content.toString('utf8').replaceAll('__CSP_NONCE__', nonce)
      return new Response(page, {
        headers: { ...safe, 'Content-Type': type, 'Content-Security-Policy': policy(nonce) }
      })
    } catch {
      return refuse(404)
    }
  })
}

const safe = { 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-cache' }

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ].join('; ')

const refuse = (status: number): Response => new Response(null, { status, headers: safe })
