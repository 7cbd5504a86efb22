/** Every fault by name; `--help` and the admin page list this table. */
import type { Fault } from './fault.ts'
import { bodyFaults } from './bodies.ts'
import { gatewayFaults } from './gateways.ts'
import { hostileFaults } from './hostile.ts'
import { oauthFaults } from './oauth.ts'
import { oauth2Faults } from './oauth2.ts'
import { permissionFaults } from './permissions.ts'
import { searchFaults } from './search.ts'
import { serverFaults } from './server.ts'
import { signInFaults } from './sign-in.ts'

export const faultTable: ReadonlyMap<string, Fault> = new Map(
  [
    ...signInFaults,
    ...oauthFaults,
    ...oauth2Faults,
    ...permissionFaults,
    ...gatewayFaults,
    ...serverFaults,
    ...searchFaults,
    ...bodyFaults,
    ...hostileFaults
  ].map((fault) => [fault.name, fault])
)
