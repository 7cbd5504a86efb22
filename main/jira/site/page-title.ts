/** Says what answered in place of Jira: a sign-in page, another product, a proxy's error. */
import type { TransportReply } from '../../net/transport.ts'
import { attribute, maxScan, oneLine, pageTitle, readPage, tags, type Page } from './html-scan.ts'

export type AnsweringReply = Pick<TransportReply, 'status' | 'headers'> & { readonly body: Uint8Array | string }

export interface Answer {
  readonly kind: 'html' | 'json' | 'other' | 'empty'
  readonly title: string | null
  /** The product that says who it is, `Jira` among them; null when nothing does. */
  readonly product: string | null
  readonly looksLikeSignIn: boolean
  /** For the middle of a sentence: `page “Sign in – Contoso SSO” (status 200)`. */
  readonly text: string
}

function bodyText(reply: AnsweringReply): string {
  if (typeof reply.body === 'string') return reply.body.slice(0, maxScan)
  const charset = /charset\s{0,3}=\s{0,3}"?([\w-]{1,30})/i.exec(reply.headers['content-type'] ?? '')?.[1] ?? 'utf-8'
  const bytes = reply.body.subarray(0, maxScan)
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

function kindOf(reply: AnsweringReply, text: string): Answer['kind'] {
  const start = text.slice(0, 1_000).trimStart()
  if (start === '' && text.trim() === '') return 'empty'
  const type = reply.headers['content-type'] ?? ''
  if (/\bjson\b/i.test(type)) return 'json'
  if (/html/i.test(type) || /^(?:<!doctype html|<html|<head|<title|<body)/i.test(start)) return 'html'
  return type === '' && /^[{[]/.test(start) ? 'json' : 'other'
}

/** Names a page may give itself in `application-name`, `generator`, `og:site_name` or its title. */
const products: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Confluence', /\bconfluence\b/i],
  ['Bitbucket', /\bbitbucket\b/i],
  ['Bamboo', /\bbamboo\b/i],
  ['Crowd', /\bcrowd\b/i],
  ['Fisheye', /\b(?:fisheye|crucible)\b/i],
  ['Jira', /\bjira\b/i],
  ['GitLab', /\bgitlab\b/i],
  ['GitHub', /\bgithub\b/i],
  ['Gitea', /\b(?:gitea|forgejo)\b/i],
  ['Jenkins', /\bjenkins\b/i],
  ['Redmine', /\bredmine\b/i],
  ['YouTrack', /\byoutrack\b/i],
  ['SonarQube', /\bsonarqube\b/i],
  ['Nexus Repository', /\bnexus repository\b/i],
  ['Artifactory', /\bartifactory\b/i],
  ['Grafana', /\bgrafana\b/i],
  ['Azure DevOps', /\bazure devops\b/i],
  ['OpenProject', /\bopenproject\b/i],
  ['SharePoint', /\bsharepoint\b/i],
  ['nginx', /^welcome to nginx\b/i],
  ['Apache httpd', /^apache2? .{0,30}default page|^test page for .{0,40}apache/i],
  ['Internet Information Services', /^iis windows/i],
  ['Apache Tomcat', /^apache tomcat/i]
]

const productHeaders: readonly (readonly [header: string, product: string])[] = [
  ['x-confluence-request-time', 'Confluence'],
  ['x-jenkins', 'Jenkins'],
  ['x-gitlab-meta', 'GitLab'],
  ['x-github-request-id', 'GitHub'],
  ['x-tfs-processid', 'Azure DevOps']
]

const named = (text: string | null): string | null =>
  text ? (products.find(([, pattern]) => pattern.test(text))?.[0] ?? null) : null

/** The whole words a product puts at the end of its titles: `Dashboard - Confluence`, `Log in · GitLab`. */
const lastPart = (title: string | null): string | null => title?.split(/\s[-–—|·]\s|\s»\s/).at(-1) ?? null

function productOf(reply: AnsweringReply, page: Page | null, title: string | null): string | null {
  const byHeader = productHeaders.find(([header]) => reply.headers[header] !== undefined)
  if (byHeader) return byHeader[1]
  if (!page) return null
  const metas = tags(page, 'meta')
  const says = (key: string, name: string): string | null => {
    const meta = metas.find((tag) => attribute(tag, key)?.toLowerCase() === name)
    return meta ? attribute(meta, 'content') : null
  }
  const body = tags(page, 'body')[0] ?? ''
  const bodyId = attribute(body, 'id')
  return (
    named(says('name', 'application-name')) ??
    named(says('name', 'generator')) ??
    named(says('property', 'og:site_name')) ??
    (bodyId === 'jira' ? 'Jira' : bodyId === 'com-atlassian-confluence' ? 'Confluence' : null) ??
    named(lastPart(title))
  )
}

const signInTitle =
  /\b(?:sign(?:ing)?[ -]?(?:in|on)|log(?:ging)?[ -]?(?:in|on)|single sign|sso|authenticat|anmeld|einlogg|connexion|identifi|iniciar sesi|acceso|accedi|entrar|inloggen|zaloguj|logga in)|вход|войти|ログイン|登录|登入/i
/** Fields and targets only sign-in pages and the SAML or WS-Federation posts before them have. */
const signInField =
  /^(?:SAMLRequest|SAMLResponse|RelayState|wresult|wctx|os_username|os_password|j_username|j_password|loginfmt)$/i
const signInTarget =
  /(?:\/login|\/signin|\/sso\b|\/saml|\/adfs\/|\/oauth2\/authorize|openid-connect\/auth|SAMLRequest=)/i

function looksLikeSignIn(page: Page, title: string | null): boolean {
  if (title !== null && signInTitle.test(title)) return true
  const fields = tags(page, 'input')
  if (
    fields.some(
      (tag) => attribute(tag, 'type')?.toLowerCase() === 'password' || signInField.test(attribute(tag, 'name') ?? '')
    )
  )
    return true
  if (tags(page, 'form').some((tag) => signInTarget.test(attribute(tag, 'action') ?? ''))) return true
  return tags(page, 'meta').some(
    (tag) =>
      attribute(tag, 'http-equiv')?.toLowerCase() === 'refresh' && signInTarget.test(attribute(tag, 'content') ?? '')
  )
}

function describe(kind: Answer['kind'], title: string | null, text: string, reply: AnsweringReply): string {
  const status = `(status ${reply.status})`
  const first = oneLine(text.slice(0, 400), 80)
  switch (kind) {
    case 'empty':
      return `an empty reply ${status}`
    case 'html':
      return title === null ? `a page without a title ${status}` : `page “${title}” ${status}`
    case 'json':
      return `JSON ${first} ${status}`
    case 'other': {
      const type = oneLine((reply.headers['content-type'] ?? '').split(';', 1)[0] ?? '', 60)
      const readable = (type === '' || /^text\/|xml$/i.test(type)) && !text.slice(0, 400).includes('\0') && first !== ''
      return readable ? `text “${first}” ${status}` : `${type || 'unknown content'} ${status}`
    }
  }
}

/** Describes a reply that is not what was expected. Looks at its first 64 KB only. */
export function describeAnswer(reply: AnsweringReply): Answer {
  const text = bodyText(reply)
  const kind = kindOf(reply, text)
  const page = kind === 'html' ? readPage(text) : null
  const title = page ? pageTitle(page) : null
  return {
    kind,
    title,
    product: productOf(reply, page, title),
    looksLikeSignIn: page !== null && looksLikeSignIn(page, title),
    text: describe(kind, title, text, reply)
  }
}
