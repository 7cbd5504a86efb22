import { addressInvalid } from './address-invalid.ts'
import { notJira } from './not-jira.ts'
import { otherProduct } from './other-product.ts'
import { isCloud } from './is-cloud.ts'
import { ssoPage } from './sso-page.ts'
import { redirectedElsewhere } from './redirected-elsewhere.ts'
import { siteUnavailable } from './site-unavailable.ts'
import { jiraElsewhere } from './jira-elsewhere.ts'
import { baseUrlDiffers } from './base-url-differs.ts'
import { clockDiffers } from './clock-differs.ts'

export const siteFailures = {
  'address-invalid': addressInvalid,
  'not-jira': notJira,
  'other-product': otherProduct,
  'is-cloud': isCloud,
  'sso-page': ssoPage,
  'redirected-elsewhere': redirectedElsewhere,
  'site-unavailable': siteUnavailable,
  'jira-elsewhere': jiraElsewhere,
  'base-url-differs': baseUrlDiffers,
  'clock-differs': clockDiffers
}
