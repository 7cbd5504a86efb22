import type { FailureWords } from '../words.ts'

export const otherProduct: FailureWords = {
  title: 'This is {product}, not Jira',
  cause: 'The server at {address} says it is {product}.',
  remedy: 'Ask for the address of Jira itself; it often differs only in the first word or in the path.',
  retry: 'after-remedy',
  evidence:
    'The page’s application-name, generator, og:site_name, title, or a header such as X-Confluence-Request-Time.',
  source: 'Recorded pages of Confluence, Bitbucket, GitLab and others'
}
