/** What can be guessed from the name of an authority. */

/**
 * Names that products which open TLS connections on the way put into the authorities they make: appliances, cloud
 * gateways, virus scanners, debugging proxies. From their manuals; a guess, never a proof. Some vendors were public
 * authorities as well (Symantec), so only names of the product count.
 */
const inspectors: readonly RegExp[] = [
  /zscaler/i,
  /fortinet|fortigate|forti(ssl|proxy|sase)|\bCN=FG[TV]?\d{2,}/i,
  /palo ?alto|\bPAN-OS\b|prisma access/i,
  /blue ?coat|symantec (web|wss|cloud|enterprise|proxysg)|proxysg/i,
  /sophos|astaro/i,
  /netskope|goskope/i,
  /cisco (umbrella|secure|web security|ironport|firepower|wsa)|opendns|ironport/i,
  /check ?point/i,
  /kaspersky/i,
  /\beset\b/i,
  /\bavast\b|\bavg (technologies|web)/i,
  /bitdefender/i,
  /mcafee|skyhigh|trellix/i,
  /barracuda/i,
  /watchguard|fireware/i,
  /sonicwall/i,
  /forcepoint|websense/i,
  /trend ?micro|interscan/i,
  /cloudflare (for teams|gateway|zero trust)|gateway ca - cloudflare/i,
  /cato networks/i,
  /menlo security/i,
  /\biboss\b/i,
  /lightspeed|securly|smoothwall|contentkeeper/i,
  /untangle|\barista edge threat/i,
  /a10 networks|gigamon|f5 ssl orchestrator|clearswift|trustwave secure web|sangfor|hillstone|stormshield/i,
  /mitmproxy/i,
  /charles proxy/i,
  /fiddler/i,
  /\bsquid\b/i,
  /portswigger|burp/i,
  /zed attack proxy|proxyman|http toolkit/i,
  /adguard|net ?nanny|superfish|dr\.? ?web\b|\bnetfilter\b/i
]

/** Organisations whose roots only ever issue intermediates (CA/Browser Forum, Baseline Requirements §6.1.7). */
const publicAuthorities =
  /\b(digicert|sectigo|comodo|usertrust|let's encrypt|internet security research group|globalsign|godaddy|starfield|entrust|amazon|google trust services|microsoft corporation|geotrust|rapidssl|thawte|symantec|verisign|quovadis|swisssign|d-trust|telesec|t-systems|buypass|certum|unizeto|actalis|harica|ssl\.com|ssl corp|zerossl|identrust|trustwave|gandi|network solutions|certsign|e-tugra|secom|cybertrust|affirmtrust|izenpe|firmaprofesional|certigna|dhimyotis)\b/i

/** Words by which authorities that are not roots are called. */
const intermediate = /\b(intermediate|issuing|subordinate|sub-? ?ca|policy ca|zwischenzertifizierung\w*)\b/i

/** @param name of an issuer, as Node gives it: a line for each part. */
export const looksLikeInspector = (name: string): boolean => inspectors.some((pattern) => pattern.test(name))

export const isPublicAuthority = (name: string): boolean => publicAuthorities.test(name)

export const looksLikeIntermediate = (name: string): boolean => intermediate.test(name)
