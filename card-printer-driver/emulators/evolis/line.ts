import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { openDeviceFile, type DeviceFile } from './pseudo-terminal.ts'

/** Where the printer hears, and says its replies to whoever asked. */
export interface Hearing {
  /** Resolves when all of it was worked off. */
  hear(bytes: Uint8Array, reply: (bytes: Uint8Array) => Promise<void>): Promise<void>
  /** Nobody will send the rest of what was begun. */
  hungUp(): void
  refused(): void
}

/** The printer's socket; open while it has power and its cable. */
export interface Line {
  /** How clients name it. */
  readonly name: string
  open(): Promise<void>
  close(): Promise<void>
}

/** Raw TCP, as on port 9100: one client; whoever comes second is shown the door. */
export class TcpLine implements Line {
  private server: Server | null = null
  private client: Socket | null = null
  private port: number
  private readonly hearing: Hearing

  constructor(port: number, hearing: Hearing) {
    this.port = port
    this.hearing = hearing
  }

  get name(): string {
    return `127.0.0.1:${this.port}`
  }

  /** 0 takes any free port, and keeps it over the next switching off and on. */
  async open(): Promise<void> {
    if (this.server) return
    const server = createServer({ noDelay: true }, (socket) => this.welcome(socket))
    this.server = server
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.port, '127.0.0.1', resolve)
    })
    this.port = (server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    const { server, client } = this
    this.server = null
    this.client = null
    if (!server) return
    client?.resetAndDestroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  private welcome(socket: Socket): void {
    // Whatever breaks the line ends the reading of it.
    socket.on('error', () => undefined)
    if (this.client) {
      this.hearing.refused()
      socket.destroy()
      return
    }
    this.client = socket
    socket.once('close', () => {
      if (this.client === socket) this.client = null
    })
    void this.serve(socket)
  }

  private async serve(socket: Socket): Promise<void> {
    const reply = async (bytes: Uint8Array) => void (socket.writable && socket.write(bytes))
    try {
      for await (const bytes of socket as AsyncIterable<Uint8Array>) await this.hearing.hear(bytes, reply)
    } catch {
      // The client is gone; the printer goes on with what it has heard.
    }
    this.hearing.hungUp()
  }
}

/** A device file that any program can open, as /dev/usb/lp0 is. It does not tell when a client goes. */
export class FileLine implements Line {
  readonly name: string
  private file: DeviceFile | null = null
  private last: Promise<void> = Promise.resolve()
  private readonly hearing: Hearing

  constructor(link: string, hearing: Hearing) {
    this.name = link
    this.hearing = hearing
  }

  async open(): Promise<void> {
    if (this.file) return
    const file = await openDeviceFile(this.name, (bytes) => {
      const copy = Uint8Array.from(bytes)
      this.last = this.last.then(() => this.hearing.hear(copy, (reply) => file.write(reply)))
    })
    this.file = file
  }

  async close(): Promise<void> {
    const { file } = this
    this.file = null
    await file?.destroy()
    this.hearing.hungUp()
  }
}
