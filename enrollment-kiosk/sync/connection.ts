import type { ServerAddress } from './http.ts'

/** Whether the server answers, as every request tells. */
export interface Connection {
  /** The server's address; requests to it are listened to. */
  readonly server: ServerAddress
  online(): boolean
  /** Aborted when the server falls silent, so that whoever waits for the next round asks at once for its return. */
  silence(): AbortSignal
}

export function openConnection(address: ServerAddress): Connection {
  let online = false
  let silence = new AbortController()
  return {
    server: {
      ...address,
      heard(reached) {
        if (reached && !online) silence = new AbortController()
        if (!reached) silence.abort()
        online = reached
      },
    },
    online: () => online,
    silence: () => silence.signal,
  }
}
