import { signedOut } from './signed-out.ts'
import { locked } from './locked.ts'
import { passwordChangeDue } from './password-change-due.ts'
import { loginRefused } from './login-refused.ts'
import { loginThrottled } from './login-throttled.ts'
import { lastAdministrator } from './last-administrator.ts'
import { notYourProject } from './not-your-project.ts'

export const membersFailures = {
  'signed-out': signedOut,
  locked,
  'password-change-due': passwordChangeDue,
  'login-refused': loginRefused,
  'login-throttled': loginThrottled,
  'last-administrator': lastAdministrator,
  'not-your-project': notYourProject
}
