import { sleep } from '../../clock.ts'
import type { EvolisFaults, Step, Trip } from './faults.ts'
import type { MachineJournal } from './journal.ts'
import type { Download } from './panels.ts'
import { PowerGone, Trouble, type TroubleName } from './replies.ts'
import type { Store } from './store.ts'
import {
  apply,
  type Card,
  type InsidePlace,
  type LeftPlace,
  lines,
  newWorld,
  type Panel,
  ribbonAfter,
  setsLeft,
  type Side,
  type World,
  type WorldEvent,
} from './world.ts'

/** Milliseconds that a step takes on a desktop printer; twenty seconds and a little for a card. */
const durations: Readonly<Record<Step, number>> = {
  feed: 1500,
  station: 1000,
  position: 500,
  print: 2600,
  flip: 2000,
  eject: 1500,
  reject: 1500,
  rear: 1500,
}

/** Milliseconds between two looks whether something has changed. */
const look = 20

export interface MachineSettings {
  readonly store: Store
  readonly journal: MachineJournal
  readonly paced: boolean
  readonly capacity: { readonly OUTPUT: number; readonly REJECT: number }
}

const stepTo: Readonly<Record<InsidePlace, Step>> = {
  CONTACT: 'station',
  CONTACTLESS: 'station',
  PRINT: 'position',
}
const causes: Readonly<Record<Exclude<Trip['cause'], 'POWER'>, TroubleName>> = {
  JAM: 'JAM',
  COVER: 'COVER_OPEN',
  RIBBON: 'RIBBON_BROKEN',
  HEAD: 'HEAD',
}

/** Motors, sensors, head and ribbon: moves one card at a time through the world, step by step. */
export class Machine {
  readonly world: World = newWorld()
  faults: EvolisFaults = {}
  /** What interrupted a job; the printer stands until it is cleared. */
  stopped: TroubleName | null = null
  /** Called when a card comes to a station or leaves it. */
  onCard: () => void = () => {}
  /** Called when a trip takes the power away. */
  onPowerCut: () => void = () => {}
  readonly settings: MachineSettings
  private supply = new AbortController()

  constructor(settings: MachineSettings) {
    this.settings = settings
    for (const event of settings.store.read()) apply(this.world, event)
  }

  /** It is so from now on, also for whoever looks after a crash. */
  note(event: WorldEvent): void {
    this.settings.store.append(event)
    apply(this.world, event)
    if (event.event !== 'loaded') this.settings.journal.record(event)
  }

  setFaults(faults: EvolisFaults): void {
    this.faults = faults
    this.settings.journal.record({ event: `faults ${JSON.stringify(faults)}` })
  }

  /** Whatever is under way ends where it is. */
  cutPower(): void {
    this.supply.abort()
    this.stopped = null
    this.onCard()
  }

  restorePower(): void {
    this.supply = new AbortController()
    this.onCard()
  }

  get powered(): boolean {
    return !this.power.aborted
  }

  /** Aborted when this power goes; there is another one when it comes back. */
  get power(): AbortSignal {
    return this.supply.signal
  }

  /** Milliseconds at the machine's pace. Throws PowerGone. */
  async wait(milliseconds: number): Promise<void> {
    await this.rest(this.settings.paced ? milliseconds : 0)
  }

  /** Throws PowerGone, also where the power has come back meanwhile. */
  async rest(milliseconds: number): Promise<void> {
    const { power } = this
    if (milliseconds > 0) await sleep(milliseconds, power)
    if (power.aborted) throw new PowerGone()
  }

  /** Brings the card that is inside there, or the next one from the feeder. */
  async bring(to: InsidePlace): Promise<Card> {
    const { inside } = this.world
    if (!inside) return await this.feed(to)
    if (inside.place === to) return inside
    await this.step(stepTo[to], { done: () => this.note({ event: 'moved', card: inside.serial, to }) })
    this.onCard()
    return inside
  }

  private async feed(to: InsidePlace): Promise<Card> {
    const { world, faults } = this
    if (faults.coverOpen) throw new Trouble('COVER_OPEN', { interrupted: false })
    if (faults.cleaningMandatory) throw new Trouble('CLEANING', { interrupted: false })
    const [card] = world.feeder
    if (!card) throw new Trouble('FEEDER_EMPTY', { interrupted: false })
    const inserted = () => this.note({ event: 'inserted', card: card.serial, to })
    // Drawn in halfway it cannot go back.
    await this.step('feed', { done: inserted, partly: (part) => part >= 0.5 && inserted() })
    this.onCard()
    return card
  }

  async flip(): Promise<void> {
    const card = this.card()
    await this.step('flip', { done: () => this.note({ event: 'flipped', card: card.serial }) })
  }

  /** Lays one panel on the side that is up. */
  async print(panel: Panel, download: Download): Promise<void> {
    const card = await this.bring('PRINT')
    const side: Side = card.flipped ? 'back' : 'front'
    while (this.faults.cooling) await this.rest(look)
    const passed = this.ribbonFor(panel)
    const laid = (count: number) => {
      const { levels, compressed, data } = download
      const start = this.settings.store.keepPanel(card.serial, data)
      const printed = { side, panel, levels, compressed, lines: count, start, length: data.length }
      this.note({ event: 'printed', card: card.serial, panel: printed, ribbon: passed })
    }
    await this.step('print', {
      panel,
      done: () => laid(lines),
      partly: (part) => laid(Math.floor(part * lines)),
    })
  }

  /** How far the ribbon will be. */
  private ribbonFor(panel: Panel): number {
    const { ribbon } = this.world
    if (this.faults.headBroken) throw new Trouble('HEAD', { interrupted: true })
    if (!ribbon) throw this.stop('NO_RIBBON')
    const passed = ribbonAfter(this.world, panel)
    if (passed === null) throw this.stop('RIBBON_ENDED')
    return passed
  }

  /** The card that is inside goes out. */
  async leave(to: Exclude<LeftPlace, 'REMOVED'>): Promise<void> {
    const card = this.card()
    const { capacity } = this.settings
    if (to !== 'REAR' && this.world.full[to] >= capacity[to])
      throw this.stop(to === 'OUTPUT' ? 'HOPPER_FULL' : 'REJECT_FULL')
    const step = ({ OUTPUT: 'eject', REJECT: 'reject', REAR: 'rear' } as const)[to]
    await this.step(step, { done: () => this.note({ event: 'left', card: card.serial, to }) })
    this.onCard()
  }

  card(): Card {
    const { inside } = this.world
    if (!inside) throw new Trouble('NO_CARD', { interrupted: false })
    return inside
  }

  /** Whether nothing stands in the way of going on; what had stopped the printer is forgotten then. */
  clear(): boolean {
    const { stopped, world, faults } = this
    const full = (tray: 'OUTPUT' | 'REJECT') => world.full[tray] >= this.settings.capacity[tray]
    const blocked =
      world.inside?.stuck ||
      faults.coverOpen ||
      faults.headBroken ||
      (stopped === 'NO_RIBBON' && !world.ribbon) ||
      (stopped === 'RIBBON_ENDED' && setsLeft(world) === 0) ||
      (stopped === 'HOPPER_FULL' && full('OUTPUT')) ||
      (stopped === 'REJECT_FULL' && full('REJECT'))
    if (!blocked) this.stopped = null
    return !blocked
  }

  /** A job that has begun cannot go on. */
  private stop(trouble: TroubleName): Trouble {
    this.stopped = trouble
    return new Trouble(trouble, { interrupted: true })
  }

  private async step(
    name: Step,
    work: { readonly panel?: Panel; readonly done: () => void; readonly partly?: (part: number) => unknown },
  ): Promise<void> {
    const { inside } = this.world
    if (inside?.stuck) throw this.stop('JAM')
    if (this.faults.coverOpen) throw this.stop('COVER_OPEN')
    const trip = this.tripAt(name, work.panel)
    await this.wait(durations[name] * (trip?.part ?? 1))
    if (!trip) return work.done()
    if (trip.part === 1) work.done()
    else work.partly?.(trip.part)
    this.spring(trip)
  }

  /** The next fault that waits for this step; it is spent, and those behind it come a step nearer. */
  private tripAt(step: Step, panel: Panel | undefined): Trip | null {
    const { trips = [] } = this.faults
    const fits = (trip: Trip) => trip.at === step && (trip.panel === undefined || trip.panel === panel)
    const found = trips.find((trip) => fits(trip) && trip.after === 0) ?? null
    const nearer = (trip: Trip) => (fits(trip) && trip.after > 0 ? { ...trip, after: trip.after - 1 } : trip)
    const left = trips.filter((trip) => trip !== found).map(nearer)
    if (trips.length > 0) this.faults = { ...this.faults, trips: left }
    return found
  }

  private spring({ at, cause }: Trip): never {
    const { inside } = this.world
    this.settings.journal.record({ event: `${cause} at ${at}`, ...(inside && { card: inside.serial }) })
    if (cause === 'POWER') {
      this.onPowerCut()
      throw new PowerGone()
    }
    if (cause === 'COVER') this.faults = { ...this.faults, coverOpen: true }
    if (cause === 'HEAD') this.faults = { ...this.faults, headBroken: true }
    if (cause === 'JAM' && inside) this.note({ event: 'stuck', card: inside.serial })
    throw this.stop(cause === 'JAM' && !inside ? 'FEEDER' : causes[cause])
  }
}
