/** How a connection proves who it is. One implementation per method; the client knows only this. */
import type { AuthMethod } from '../../../preload/contract/connections.ts'
import type { Failure, Result } from '../../../preload/contract/failures/failure.ts'
import type { TransportReply, TransportRequest } from '../../net/transport.ts'

export interface Credential {
  readonly method: AuthMethod
  /**
   * Adds what proves the identity. Never logged, never sent to another origin. May first renew an access token;
   * fails when that fails (`oauth2-grant-ended`, network, keychain).
   */
  authorize(request: TransportRequest): Promise<Result<TransportRequest>>
  /**
   * After a refusal, or an answer as to nobody: true when sending the request once more, freshly authorised, can help
   * (a clock difference was measured, a nonce or an access token must be renewed). Called at most once per request.
   * @param sent the request as `authorize` gave it: others of the same credential are under way meanwhile.
   */
  recover(refused: TransportReply, sent: TransportRequest): Promise<boolean>
  /** What a refused reply means for this method, or null when it is not about signing in. */
  explain(refused: TransportReply, sent: TransportRequest): Failure | null
  /** What it means that Jira answered as if nobody was signed in. */
  ignored(sent: TransportRequest): Failure
}
