/** Channels about the application link. */
import type { ApplinkService } from '../applink/applink.ts'
import type { Handlers } from './handler.ts'

type Own = Extract<keyof Handlers, `applink.${string}`>

export const applinkHandlers = (applink: ApplinkService): Pick<Handlers, Own> => ({
  'applink.get': (input) => applink.get(input),
  'applink.test': (input) => applink.test(input),
  'applink.saveSheet': (input) => applink.saveSheet(input),
  'applink.saveLinkFile': (input) => applink.saveLinkFile(input),
  'applink.openLinkFile': () => applink.openLinkFile(),
  'applink.rotateKey': () => applink.rotateKey(),
  'applink.importKey': (input) => applink.importKey(input),
  'applink.exportKey': (input) => applink.exportKey(input),
  'applink.finishKeyChange': (input) => applink.finishKeyChange(input),
  'applink.cancelKeyChange': (input) => applink.cancelKeyChange(input)
})
