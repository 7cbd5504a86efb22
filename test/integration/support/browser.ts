/** A person with a browser, for tests without a window: real pages over real HTTP, cookies kept, forms filled in. */

interface Page {
  readonly url: string
  readonly status: number
  readonly html: string
}

/** Follows redirects and keeps cookies per origin; a redirect to the app's loopback listener is followed too. */
export function openBrowser() {
  const cookies = new Map<string, Map<string, string>>()
  const request = async (url: string, init: RequestInit = {}): Promise<Page> => {
    for (let hops = 0; hops < 10; hops += 1) {
      const { origin } = new URL(url)
      const jar = cookies.get(origin) ?? new Map<string, string>()
      cookies.set(origin, jar)
      const reply = await fetch(url, {
        ...init,
        redirect: 'manual',
        headers: {
          ...init.headers,
          'User-Agent': 'Mozilla/5.0',
          Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
        }
      })
      for (const cookie of reply.headers.getSetCookie()) {
        const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s)
        jar.set(name, value)
      }
      const location = reply.headers.get('location')
      if (reply.status < 300 || reply.status >= 400 || !location)
        return { url, status: reply.status, html: await reply.text() }
      await reply.body?.cancel()
      url = new URL(location, url).href
      init = {}
    }
    throw new Error('too many redirects')
  }

  /** Submits the page's form: hidden fields as they are, the rest as given. */
  const submit = async (page: Page, fields: Record<string, string>): Promise<Page> => {
    const form = /<form[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/.exec(page.html)
    if (!form) throw new Error(`no form on ${page.url}: ${page.html.slice(0, 300)}`)
    const body = new URLSearchParams()
    for (const [, name, value] of (form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)) {
      body.set(name ?? '', (value ?? '').replaceAll(/&amp;|&#38;/g, '&'))
    }
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    const { origin } = new URL(page.url)
    return request(new URL((form[1] ?? '').replaceAll(/&amp;|&#38;/g, '&'), page.url).href, {
      method: 'POST',
      body,
      headers: { Origin: origin, Referer: page.url }
    })
  }

  return {
    request,
    submit,
    /** Opens Jira's authorise page, signs in, and answers it. @returns the last page. */
    async answer(authorizeUrl: string, decision: 'Allow' | 'Deny', user = 'anna'): Promise<Page> {
      let page = await request(authorizeUrl)
      if (page.html.includes('os_username'))
        page = await submit(page, { os_username: user, os_password: `${user}-password` })
      return submit(page, decision === 'Allow' ? { approve: 'Allow' } : { deny: 'Deny' })
    },
    /** Opens Atlassian's authorisation page, signs in, and accepts for this site – or cancels. @returns the last page. */
    async consent(authorizeUrl: string, site: { cloudId: string } | 'cancel', user = 'anna'): Promise<Page> {
      let page = await request(authorizeUrl)
      if (page.html.includes('form-login')) {
        const email = `${user}@jira.example.com`
        page = await submit(page, { email })
        page = await submit(page, { email, password: `${user}-password` })
      }
      return submit(page, site === 'cancel' ? { decision: 'cancel' } : { decision: 'accept', site: site.cloudId })
    }
  }
}
