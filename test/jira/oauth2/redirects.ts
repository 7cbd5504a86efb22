/** Which redirect URLs an incoming link may have. */

/** `atlassian.oauth2.provider` refuses longer ones. */
const longest = 450

/**
 * Absolute, no fragment, https – or http for the literal host `localhost`, with any port: 127.0.0.1 is refused.
 * Returns the refusal in words.
 */
export function redirectProblem(text: string): string | undefined {
  if (text.trim() === '') return 'Redirect URL is required'
  if (text.length > longest) return `Redirect URL must be at most ${longest} characters`
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return 'Redirect URL must be an absolute URL'
  }
  // Also an empty fragment, which a parsed URL no longer shows.
  if (text.includes('#')) return 'Redirect URL must not contain a fragment'
  if (url.protocol === 'https:') return undefined
  if (url.protocol === 'http:' && url.hostname === 'localhost') return undefined
  return 'Redirect URL must use HTTPS'
}
