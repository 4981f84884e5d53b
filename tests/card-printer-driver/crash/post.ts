/** One post of the floor: a station and its printer, of either kind. */
import type { ServerApp } from '../../../server/graphql/context.ts'
import { certifyMachine } from '../../../server/pki/certify-machine.ts'
import type { Line } from '../../enrollment-kiosk/outbox/cutting-proxy.ts'
import { officerOf } from '../../support/officers.ts'
import type { Program } from './program.ts'

export interface FloorPlan {
  readonly app: ServerApp
  readonly databaseUrl: string
  readonly dataDir: string
  readonly cards: number
  /** Printers that hold the card at an encoder, and cards with chips, in place of IPP and none. */
  readonly evolis?: boolean
  /** Jobs that wait when the stations begin; all the cards unless said otherwise. */
  readonly planned?: number
  /** Milliseconds before each answer of the printers: long enough for a blow to find a card at every step. */
  readonly slow?: number
  /** Further settings of the server. */
  readonly variables?: Readonly<Record<string, string>>
  /** Settings of every station. */
  readonly station?: Readonly<Record<string, string>>
}

/** A card as it physically is. `feeder`: an untouched blank, also one that went out again at the rear. */
export interface PhysicalCard {
  /** The name under which the station sent it to an IPP printer, or the serial on the plastic that an Evolis holds. */
  readonly name: string
  readonly at: 'feeder' | 'inside' | 'tray' | 'waste'
  /** What a camera sees of it. */
  picture(): Promise<Uint8Array>
}

export interface Post {
  readonly name: string
  readonly directory: string
  readonly station: Program
  readonly printer: Program
  readonly printerLine: Line
  readonly id: string
  /** Turns one of the printer's switches. */
  fault(faults: Readonly<Record<string, unknown>>): Promise<void>
  cards(): Promise<readonly PhysicalCard[]>
  /** What a job's card is called here. */
  nameOf(job: { readonly id: string; readonly lease: number; readonly blankSerial: string | null }): string
  /** What makes a card be spoiled, or a blank be given back, in the middle of its way. */
  readonly provocations: Readonly<Record<'reject' | 'return', Readonly<Record<string, unknown>>>>
  /** Whether the printer still has such a card in its queue, or under the head. */
  isQueued(name: string): Promise<boolean>
}

export interface PostPlan {
  readonly name: string
  readonly directory: string
  readonly serverUrl: string
  readonly blanks: number
}

/** Waits for the station's request, and an administrator's word. */
export async function certified(app: ServerApp): Promise<string> {
  for (;;) {
    const machine = await app.db.machine.findFirst({ where: { status: 'REQUESTED', kind: 'STATION' } })
    if (machine) return (await certifyMachine(app, officerOf('ADMINISTRATOR'), { id: machine.id })).id
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
