/** The part of stompit that the line to a broker uses; the package carries no types. */
declare module 'stompit' {
  import type { EventEmitter } from 'node:events'
  import type { Readable, Writable } from 'node:stream'

  export type Headers = Readonly<Record<string, string>>

  export interface Message extends Readable {
    readonly headers: Headers
  }

  export interface Client extends EventEmitter<{ error: [Error]; end: [] }> {
    send(headers: Headers, options?: { readonly onReceipt?: () => void }): Writable
    subscribe(headers: Headers, listener: (error: Error | null, message: Message) => void): unknown
    ack(message: Message): void
    disconnect(callback?: (error: Error | null) => void): void
    destroy(error?: Error): void
  }

  export interface ConnectOptions {
    readonly host: string
    readonly port: number
    readonly ssl?: boolean
    readonly ca?: string
    readonly servername?: string
    /** Of the connection, milliseconds. */
    readonly timeout?: number
    readonly heartbeatDelayMargin?: number
    readonly connectHeaders: Headers
  }

  const stompit: {
    connect(options: ConnectOptions, listener: (error: Error | null, client: Client) => void): Client
  }
  export default stompit
}
