import type { IppAttribute } from '../ipp/message.ts'
import { attribute, integer, keyword, text } from '../ipp/message.ts'
import { blockingReasons } from './faults.ts'
import { eventLife } from './notify-limits.ts'
import type { EmulatedJob, EngineEvent, PrintEngine } from './print-engine.ts'
import { printerStateOf, stateReasons } from './printer-attributes.ts'

const mostSubscriptions = 100
const mostEvents = 500

/** An event is also one of a wider kind: RFC 3995, 5.3.3.4. */
const wider: Readonly<Partial<Record<EngineEvent, EngineEvent>>> = {
  'job-created': 'job-state-changed',
  'job-completed': 'job-state-changed',
  'printer-stopped': 'printer-state-changed',
}

interface KeptEvent {
  readonly number: number
  readonly at: number
  readonly attributes: readonly IppAttribute[]
}

export interface Subscription {
  readonly id: number
  readonly events: readonly string[]
  /** Of one job alone: it ends soon after the job. */
  readonly job: EmulatedJob | null
  readonly user: string
  leaseUntil: number
  lease: number
  nextNumber: number
  readonly kept: KeptEvent[]
}

/** Who wants to know what, and what they have not fetched yet. The printer forgets all of it without power. */
export class EventBook {
  private readonly subscriptions = new Map<number, Subscription>()
  private nextId = 1
  private readonly engine: PrintEngine
  private readonly uri: () => string

  constructor(engine: PrintEngine, uri: () => string) {
    this.engine = engine
    this.uri = uri
    engine.listener = (event, job) => this.spread(event, job)
  }

  /** Null where there are too many. */
  add(wanted: Pick<Subscription, 'events' | 'job' | 'user' | 'lease'>): Subscription | null {
    if (this.all().length >= mostSubscriptions) return null
    const subscription: Subscription = {
      ...wanted,
      id: this.nextId++,
      leaseUntil: this.engine.upTime + wanted.lease,
      nextNumber: 1,
      kept: [],
    }
    this.subscriptions.set(subscription.id, subscription)
    return subscription
  }

  /** Those whose lease is not over, where 0 seconds never end, and whose job's last events may still be fetched. */
  all(): readonly Subscription[] {
    const { upTime } = this.engine
    for (const { id, lease, leaseUntil, job } of this.subscriptions.values()) {
      const hasEnded = job?.completedAt != null && upTime - job.completedAt > eventLife
      if (hasEnded || (lease > 0 && leaseUntil < upTime)) this.subscriptions.delete(id)
    }
    return [...this.subscriptions.values()]
  }

  find(id: number | undefined): Subscription | undefined {
    return this.all().find((subscription) => subscription.id === id)
  }

  remove({ id }: Subscription): void {
    this.subscriptions.delete(id)
  }

  renew(subscription: Subscription, lease: number): void {
    subscription.lease = lease
    subscription.leaseUntil = this.engine.upTime + lease
  }

  forgetAll(): void {
    this.subscriptions.clear()
    this.nextId = 1
  }

  /** What was kept from that number on, oldest first. */
  fetch({ kept }: Subscription, from: number): readonly (readonly IppAttribute[])[] {
    const { upTime } = this.engine
    return kept
      .filter(({ number, at }) => number >= from && upTime - at <= eventLife)
      .map(({ attributes }) => attributes)
  }

  private spread(event: EngineEvent, job: EmulatedJob | null): void {
    for (const subscription of this.all()) {
      const named = [event, wider[event]].find((one) => one && subscription.events.includes(one))
      if (!named || (subscription.job && subscription.job !== job)) continue
      const number = subscription.nextNumber++
      const at = this.engine.upTime
      const attributes = this.notification(subscription, { named, number, job })
      subscription.kept.push({ number, at, attributes })
      if (subscription.kept.length > mostEvents) subscription.kept.shift()
    }
  }

  /** RFC 3995, 9.1. */
  private notification(
    { id }: Subscription,
    {
      named,
      number,
      job,
    }: { readonly named: string; readonly number: number; readonly job: EmulatedJob | null },
  ): readonly IppAttribute[] {
    return [
      attribute('notify-subscription-id', integer(id)),
      attribute('notify-printer-uri', text('uri', this.uri())),
      attribute('notify-subscribed-event', keyword(named)),
      attribute('notify-sequence-number', integer(number)),
      attribute('notify-charset', text('charset', 'utf-8')),
      attribute('notify-natural-language', text('naturalLanguage', 'vi')),
      attribute('printer-up-time', integer(this.engine.upTime)),
      printerStateOf(this.engine),
      stateReasons(blockingReasons(this.engine.faults)),
      ...(job
        ? [
            attribute('notify-job-id', integer(job.id)),
            attribute('job-state', { type: 'enum', value: job.state }),
            attribute('job-state-reasons', keyword(job.reason)),
            attribute('job-impressions-completed', integer(job.impressions)),
          ]
        : []),
      attribute('notify-text', text('text', named)),
    ]
  }
}
