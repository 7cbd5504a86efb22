import type { FailureWords } from '../words.ts'

export const callbackPortInUse: FailureWords = {
  title: 'Port {port} on this computer is taken',
  cause: 'Another program listens on the port to which the sign-in is to return.',
  remedy:
    'Close that program, or choose another port in Settings – and enter the new redirect URL where the client was made.',
  retry: 'after-remedy',
  evidence: 'EADDRINUSE when the port is opened on 127.0.0.1.',
  source: 'bind(2); RFC 8252 §7.3'
}
