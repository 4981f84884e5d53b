import type { IncomingMessage } from 'node:http'
import type { Actor } from './actor.ts'

/** Who a request comes from: a machine's bearer token, an officer's session cookie, or nobody. Throws SignInNeeded for a bad token. */
export type ActorOf = (request: IncomingMessage) => Promise<Actor>
