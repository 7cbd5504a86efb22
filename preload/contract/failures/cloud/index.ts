import { cloudNoSites } from './cloud-no-sites.ts'
import { cloudSiteNotAllowed } from './cloud-site-not-allowed.ts'
import { cloudSiteNotFound } from './cloud-site-not-found.ts'
import { notCloud } from './not-cloud.ts'

export const cloudFailures = {
  'cloud-no-sites': cloudNoSites,
  'cloud-site-not-allowed': cloudSiteNotAllowed,
  'cloud-site-not-found': cloudSiteNotFound,
  'not-cloud': notCloud
}
