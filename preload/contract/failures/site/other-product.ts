import type { FailureWords } from '../words.ts'

export const otherProduct: FailureWords = {
  title: 'This is {product}, not Jira',
  cause: 'The server at {address} says it is {product}.',
  remedy: 'Ask for the address of Jira itself; it often differs only in the first word or in the path.',
  retry: 'after-remedy',
  evidence: 'page title and application-name of Atlassian products',
  source: 'page title and application-name of Atlassian products'
}
