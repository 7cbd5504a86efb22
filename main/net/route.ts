/** The way a request takes, and how it is written: by people, by Chromium, by PAC scripts. */

export interface ProxyRoute {
  readonly kind: 'proxy'
  /** How the proxy itself is reached: `https` is over TLS, all others are in clear. */
  readonly scheme: 'http' | 'https' | 'socks4' | 'socks5'
  /** `proxy.example.com:3128` */
  readonly address: string
}

export type Route = { readonly kind: 'direct' } | ProxyRoute

/** Which proxy it is: two schemes at one address are two proxies. */
export type ProxyAt = Pick<ProxyRoute, 'scheme' | 'address'>

export const direct: Route = { kind: 'direct' }

/** Words of a PAC script's answer (developer.mozilla.org, "Proxy Auto-Configuration file") → scheme. */
const pacWords: Readonly<Record<string, ProxyRoute['scheme']>> = {
  PROXY: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5'
}

/**
 * The first way of a PAC-like list, such as Chromium answers with: `PROXY proxy.example.com:3128; DIRECT`.
 * @returns null for one that names no way at all.
 */
export const firstRoute = (list: string): Route | null => routeOf(list.split(';')[0] ?? '')

/** All ways of such a list that are known. An address is reached by the first scheme that is named for it, and by no other. */
export function allRoutes(list: string): Route[] {
  const routes: Route[] = []
  for (const written of list.split(';')) {
    const route = routeOf(written)
    const isNew = routes.every((one) => one.kind !== route?.kind || addressOf(one) !== addressOf(route))
    if (route && isNew) routes.push(route)
  }
  return routes
}

const addressOf = (route: Route): string => (route.kind === 'proxy' ? route.address : '')

function routeOf(written: string): Route | null {
  const [word = '', address = ''] = written.trim().split(/\s+/)
  if (word.toUpperCase() === 'DIRECT') return direct
  const scheme = pacWords[word.toUpperCase()]
  return scheme && address ? { kind: 'proxy', scheme, address: address.toLowerCase() } : null
}

const defaultPorts = { http: '80', https: '443', socks4: '1080', socks5: '1080' } as const

/** @param url as a person enters it; the contract has checked its form. `socks` means version 5, as in Chromium. */
export function proxyRoute(url: string): ProxyRoute {
  const [, written = 'http', authority = ''] = /^(\w+):\/\/(.*)$/.exec(url) ?? []
  const lower = written.toLowerCase()
  const scheme = lower === 'socks' ? 'socks5' : (lower as keyof typeof defaultPorts)
  const address = /:\d+$/.test(authority) ? authority : `${authority}:${defaultPorts[scheme]}`
  return { kind: 'proxy', scheme, address: address.toLowerCase() }
}

export const routeText = (route: Route): string =>
  route.kind === 'direct' ? 'direct' : `through the proxy ${proxyName(route)}`

/** `https://proxy.example.com:443` */
export const proxyUrl = ({ scheme, address }: ProxyAt): string => `${scheme}://${address}`

/** As people read it: with its scheme where that is not the usual one, `https://proxy.example.com:443`. */
export const proxyName = (proxy: ProxyAt): string => (proxy.scheme === 'http' ? proxy.address : proxyUrl(proxy))

/** `[::1]:3128` → host without brackets, and port. */
export function splitAddress(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(':')
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(address.slice(at + 1)) }
}

/** Host (IPv6 without brackets) and port a request goes to. */
export function targetOf(url: string): { host: string; port: number; secure: boolean } {
  const { protocol, hostname, port } = new URL(url)
  const secure = protocol === 'https:'
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 443 : 80), secure }
}
