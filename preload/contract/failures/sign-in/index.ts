import { passwordWrong } from './password-wrong.ts'
import { captchaRequired } from './captcha-required.ts'
import { basicDisabled } from './basic-disabled.ts'
import { anonymousReply } from './anonymous-reply.ts'
import { signInRefused } from './sign-in-refused.ts'
import { signInApiMissing } from './sign-in-api-missing.ts'
import { needsSignIn } from './needs-sign-in.ts'
import { anotherJira } from './another-jira.ts'
import { signInWindowClosed } from './sign-in-window-closed.ts'
import { signInTimedOut } from './sign-in-timed-out.ts'

export const signInFailures = {
  'password-wrong': passwordWrong,
  'captcha-required': captchaRequired,
  'basic-disabled': basicDisabled,
  'anonymous-reply': anonymousReply,
  'sign-in-refused': signInRefused,
  'sign-in-api-missing': signInApiMissing,
  'needs-sign-in': needsSignIn,
  'another-jira': anotherJira,
  'sign-in-window-closed': signInWindowClosed,
  'sign-in-timed-out': signInTimedOut
}
