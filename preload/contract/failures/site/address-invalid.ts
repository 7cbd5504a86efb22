import type { FailureWords } from '../words.ts'

export const addressInvalid: FailureWords = {
  title: 'This is not an address AtTrack can use',
  cause: '{problem}',
  remedy: 'Paste the address of any page of your Jira, for example https://jira.example.com/jira.',
  retry: 'after-remedy',
  evidence: 'The text cannot be read as an http or https address with a host name.',
  source: 'WHATWG URL Standard'
}
